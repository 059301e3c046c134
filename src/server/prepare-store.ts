import { join } from 'node:path';
import type { Configuration } from './configuration.ts';
import type { FirstKey } from './first-key.ts';
import type { Log } from './log.ts';

export interface PreparedStore {
  readonly masterKeyFile: string;
  readonly firstKey: FirstKey | undefined;
}

export async function prepareStore(
  configuration: Configuration,
  _log: Log,
): Promise<PreparedStore> {
  return {
    masterKeyFile: configuration.masterKeyFile ?? join(configuration.data, 'x'),
    firstKey: undefined,
  };
}
