import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createMasterKeyFile, type MasterKeys, readMasterKeys } from '../identity/master-key.ts';
import type { RandomBytes } from '../store/surroundings.ts';
import type { Environment } from './configuration.ts';
import { StartFailure } from './start-failure.ts';

const storeIdFile = 'store-id';
const storeIdBytes = 8;

/**
 * The name of a data folder that stays with it when it is moved, so that several folders of one
 * user have a master key each.
 */
export function storeIdOf(folder: string, randomBytes: RandomBytes): string {
  const path = join(folder, storeIdFile);
  if (!existsSync(path)) {
    const id = Buffer.from(randomBytes(storeIdBytes)).toString('hex');
    writeFileSync(path, `${id}\n`, { flag: 'wx', mode: 0o600, flush: true });
  }
  const id = readFileSync(path, 'utf8').trim();
  if (!/^[0-9a-f]{16}$/.test(id)) throw new StartFailure(`${path} holds no id of a data folder`);
  return id;
}

/**
 * Where the master key of a data folder is when no setting says so: with the user's other secrets,
 * or with the machine's for a user without a home, and never in the data folder, whose copies
 * must not carry it.
 */
export function defaultMasterKeyFile(storeId: string, environment: Environment): string {
  const name = join('strongroom', 'master-keys', `${storeId}.key`);
  const configured = environment.XDG_CONFIG_HOME;
  if (configured?.startsWith('/')) return join(configured, name);
  const home = environment.HOME ?? homedir();
  return home === '' || home === '/' ? join('/etc', name) : join(home, '.config', name);
}

/**
 * Reads the master key of a store, or makes it for one that has sealed nothing yet.
 * @throws StartFailure where sealed secrets are there and their key is not
 * @throws MasterKeyFault where the file is not as it must be
 */
export function openMasterKeys(
  file: { readonly path: string; readonly dataFolder: string },
  hasSecrets: boolean,
  randomBytes: RandomBytes,
): MasterKeys {
  if (existsSync(file.path)) return readMasterKeys(file);
  if (hasSecrets) {
    throw new StartFailure(
      `the master key file ${file.path} of ${file.dataFolder} is missing. Put it back, or name ` +
        'the right one with --master-key-file; without it no secret in there can be read.',
    );
  }
  return createMasterKeyFile(file, randomBytes);
}
