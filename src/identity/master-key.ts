import { createHash, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { RandomBytes } from '../store/surroundings.ts';

export const masterKeySizeBytes = 32;
const keyLine = /^strongroom-master-key:([A-Za-z0-9+/]{43}=)$/;
/** Keys that one file may hold: the current one and those before it. */
const masterKeysLimit = 16;
const maxFileBytes = 4_096;
const othersMayRead = 0o077;

/** The master key file is missing, unreadable, open to others, or not of its form. */
export class MasterKeyFault extends Error {}

/**
 * Keys that were derived for one purpose. The first one seals; the others, of master keys before
 * a rotation, still open what they sealed.
 */
export interface DerivedKey {
  /** Eight hexadecimal digits that tell master keys apart and say nothing of them. */
  readonly keyId: string;
  readonly key: KeyObject;
}

export interface MasterKeys {
  /** Derives a key for a purpose from each master key, the current one first (HKDF-SHA-256). */
  derive(purpose: string): readonly [DerivedKey, ...DerivedKey[]];
}

/**
 * Holds master keys, the current one first.
 * @throws MasterKeyFault when there is none, or one is not 32 bytes long
 */
export function createMasterKeys(keys: readonly Uint8Array[]): MasterKeys {
  const [current, ...earlier] = keys;
  if (current === undefined) throw new MasterKeyFault('There is no master key.');
  if (keys.some((key) => key.length !== masterKeySizeBytes)) {
    throw new MasterKeyFault(`A master key must be ${masterKeySizeBytes} bytes long.`);
  }
  const derived = (master: Uint8Array, purpose: string): DerivedKey => ({
    keyId: createHash('sha256').update('key id').update(master).digest('hex').slice(0, 8),
    key: createSecretKey(
      new Uint8Array(hkdfSync('sha256', master, '', purpose, masterKeySizeBytes)),
    ),
  });
  return {
    derive: (purpose) => [
      derived(current, purpose),
      ...earlier.map((master) => derived(master, purpose)),
    ],
  };
}

export interface MasterKeyFile {
  readonly path: string;
  /** The file may not lie in there: a backup of the data must not carry its key. */
  readonly dataFolder: string;
}

/** Prints a key as its line of a master key file. */
export function printMasterKey(key: Uint8Array): string {
  return `strongroom-master-key:${Buffer.from(key).toString('base64')}\n`;
}

/**
 * Reads the master keys of a file: a line each, the current one first; empty lines and lines that
 * begin with `#` do not count.
 * @throws MasterKeyFault
 */
export function readMasterKeys(file: MasterKeyFile): MasterKeys {
  refuseInDataFolder(file);
  let text: string;
  try {
    const { mode, size } = statSync(file.path);
    if ((mode & othersMayRead) !== 0) {
      throw new MasterKeyFault(
        `The master key file ${file.path} is open to other users; run: chmod 600 ${file.path}`,
      );
    }
    if (size > maxFileBytes) throw new MasterKeyFault(`${file.path} is no master key file.`);
    text = readFileSync(file.path, 'utf8');
  } catch (error) {
    if (error instanceof MasterKeyFault) throw error;
    throw new MasterKeyFault(`The master key file ${file.path} cannot be read: ${error}`);
  }
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const keys = lines.map((line) => {
    const encoded = keyLine.exec(line)?.[1];
    // The line is not quoted: it may be a key with a slip of the hand.
    if (encoded === undefined) throw new MasterKeyFault(`${file.path} is no master key file.`);
    return Buffer.from(encoded, 'base64');
  });
  if (keys.length > masterKeysLimit) {
    throw new MasterKeyFault(`${file.path} holds more than ${masterKeysLimit} keys.`);
  }
  return createMasterKeys(keys);
}

/**
 * Writes a new master key file, readable by its owner only, durable when this returns.
 * @throws MasterKeyFault, also when the file is there already
 */
export function createMasterKeyFile(file: MasterKeyFile, randomBytes: RandomBytes): MasterKeys {
  refuseInDataFolder(file);
  const key = randomBytes(masterKeySizeBytes);
  try {
    mkdirSync(dirname(file.path), { recursive: true, mode: 0o700 });
    const descriptor = openSync(file.path, 'wx', 0o600);
    try {
      writeSync(descriptor, printMasterKey(key));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    syncFolder(dirname(file.path));
  } catch (error) {
    throw new MasterKeyFault(`The master key file ${file.path} cannot be made: ${error}`);
  }
  return createMasterKeys([key]);
}

function syncFolder(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function refuseInDataFolder({ path, dataFolder }: MasterKeyFile): void {
  const steps = relative(resolve(dataFolder), resolve(path)).split(sep);
  if (steps[0] !== '..') {
    throw new MasterKeyFault(
      `The master key file ${path} lies in the data folder; keep it elsewhere, so that a copy of ` +
        'the data does not carry its key.',
    );
  }
}
