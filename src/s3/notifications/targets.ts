import type { NotificationConfiguration } from '../configurations/notification.ts';
import { type EventName, eventsMeant } from './event-names.ts';

/** One entry of a notification configuration: whom to tell of what. */
export interface NotificationEntry {
  readonly id: string;
  readonly arn: string;
  readonly kind: 'topic' | 'queue' | 'function';
  /** As they stand in the configuration. */
  readonly words: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
  readonly hasFilter: boolean;
}

interface Described {
  readonly Id?: string | undefined;
  readonly Event: readonly string[];
  readonly Filter?:
    | {
        readonly S3Key?:
          | {
              readonly FilterRule?:
                | readonly { readonly Name: string; readonly Value: string }[]
                | undefined;
            }
          | undefined;
      }
    | undefined;
}

/** The entries of a configuration, whatever kind of destination they name. */
export function notificationEntries(
  configuration: NotificationConfiguration,
): readonly NotificationEntry[] {
  const { TopicConfiguration, QueueConfiguration, CloudFunctionConfiguration } = configuration;
  return [
    ...(TopicConfiguration ?? []).map((one) => entryOf(one, one.Topic, 'topic')),
    ...(QueueConfiguration ?? []).map((one) => entryOf(one, one.Queue, 'queue')),
    ...(CloudFunctionConfiguration ?? []).map((one) => entryOf(one, one.CloudFunction, 'function')),
  ];
}

function entryOf(
  { Id, Event, Filter }: Described,
  arn: string,
  kind: NotificationEntry['kind'],
): NotificationEntry {
  const rules = Filter?.S3Key?.FilterRule ?? [];
  const valueNamed = (name: string) =>
    rules.find(({ Name }) => Name.toLowerCase() === name)?.Value ?? '';
  return {
    id: Id ?? '',
    arn,
    kind,
    words: Event,
    prefix: valueNamed('prefix'),
    suffix: valueNamed('suffix'),
    hasFilter: rules.length > 0,
  };
}

/** The entries that want to be told of an event of a key. */
export function entriesAbout(
  configuration: NotificationConfiguration,
  event: EventName,
  key: string,
): readonly NotificationEntry[] {
  return notificationEntries(configuration).filter(
    ({ words, prefix, suffix }) =>
      key.startsWith(prefix) &&
      key.endsWith(suffix) &&
      words.some((word) => eventsMeant(word).includes(event)),
  );
}
