import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Connection } from '../client/connection.ts';
import { type KeyFiles, keyFileProblems, writeKeyFiles } from '../grant/key-files.ts';
import type { NewKey } from '../grant/new-key.ts';
import { path, text } from '../server/setting-values.ts';
import { CommandFailure, type CommandOption, type Invocation } from './command.ts';

/** Where a new key may be written beside, or instead of, standard output. */
export const keyFileOptions: readonly CommandOption[] = [
  {
    name: 'write-profile',
    summary: "Write the key to a profile of AWS's configuration files.",
    type: { ...text, placeholder: 'NAME' },
    group: 'The new key',
  },
  {
    name: 'write-env',
    summary: 'Write it as variables to an .env file; other lines of it stay.',
    type: path('FILE'),
    group: 'The new key',
  },
  {
    name: 'write-csv',
    summary: 'Write it as the CSV file that AWS lets one download.',
    type: path('FILE'),
    group: 'The new key',
  },
];

/** The places that the options name. */
export function keyFiles({ options, terminal }: Invocation, connection: Connection): KeyFiles {
  const { environment, folder } = terminal;
  const home = environment.HOME ?? homedir();
  const place = (name: string) => {
    const given = options.text(name);
    return given === undefined ? undefined : resolve(folder, given);
  };
  const profile = options.text('write-profile');
  return {
    env: place('write-env'),
    csv: place('write-csv'),
    profile:
      profile === undefined
        ? undefined
        : {
            name: profile,
            credentialsFile:
              environment.AWS_SHARED_CREDENTIALS_FILE ?? join(home, '.aws', 'credentials'),
            configFile: environment.AWS_CONFIG_FILE ?? join(home, '.aws', 'config'),
            endpoint: connection.endpoint,
            region: connection.region,
          },
  };
}

/** @throws CommandFailure where the key could not be written: asked before it is made */
export function checkKeyFiles(files: KeyFiles, replace: boolean): void {
  const [problem] = keyFileProblems(files, replace);
  if (problem !== undefined) throw new CommandFailure(problem);
}

/** Writes a key to its files; where none is named, or one cannot be written, it is printed. */
export function deliverKey(
  { terminal, options }: Invocation,
  files: KeyFiles,
  key: NewKey,
  endpoint: string | undefined,
): void {
  let written: readonly string[] = [];
  try {
    written = writeKeyFiles(files, key, endpoint);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    terminal.error(`strongroom: the key could not be written, so here it is: ${reason}\n`);
  }
  if (written.length > 0) {
    terminal.error(`The new key is ${key.accessKeyId}; written: ${written.join(', ')}\n`);
    return;
  }
  if (options.flag('json')) {
    terminal.out(`${JSON.stringify(key)}\n`);
    return;
  }
  terminal.out(`AWS_ACCESS_KEY_ID=${key.accessKeyId}\n`);
  terminal.out(`AWS_SECRET_ACCESS_KEY=${key.secretAccessKey}\n`);
}
