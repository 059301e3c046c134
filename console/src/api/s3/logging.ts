import { readConfiguration, writeConfiguration } from './configuration.ts';
import { element, Markup } from './markup.ts';

/** Where records of requests go. */
export interface Logging {
  readonly targetBucket: string;
  readonly targetPrefix: string;
  /** Grants and the format of keys as XML, kept as they are. */
  readonly others: readonly string[];
}

const otherNames = ['TargetGrants', 'TargetObjectKeyFormat'];

/** @returns undefined where nothing is logged */
export async function getLogging(bucket: string): Promise<Logging | undefined> {
  const enabled = (await readConfiguration(bucket, 'logging'))?.child('LoggingEnabled');
  if (enabled === undefined) return undefined;
  return {
    targetBucket: enabled.text('TargetBucket'),
    targetPrefix: enabled.text('TargetPrefix'),
    others: otherNames.flatMap((name) => enabled.children(name).map(({ markup }) => markup)),
  };
}

/** @param logging undefined ends it */
export function putLogging(bucket: string, logging: Logging | undefined): Promise<void> {
  const enabled = logging && [
    element('TargetBucket', logging.targetBucket),
    ...logging.others.map((text) => new Markup(text)),
    element('TargetPrefix', logging.targetPrefix),
  ];
  const document = element('BucketLoggingStatus', [element('LoggingEnabled', enabled)]);
  return writeConfiguration(bucket, 'logging', document);
}
