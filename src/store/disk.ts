import fs from 'node:fs';
import { dirname } from 'node:path';

/** The file operations of the blob store, in one place so that tests can make them fail. */
export interface Disk {
  /** @returns a descriptor */
  open(path: string, mode: OpenMode): Promise<number>;
  close(descriptor: number): Promise<void>;
  /** @returns how many bytes were read; fewer only at the end of the file */
  read(descriptor: number, into: Uint8Array, position: number): Promise<number>;
  /** The same in this call: for bytes that are most likely in the system's memory. */
  readNow(descriptor: number, into: Uint8Array, position: number): number;
  /** Writes all of it. */
  write(descriptor: number, bytes: Uint8Array, position: number): Promise<void>;
  /** Makes the file's bytes and size durable. */
  sync(descriptor: number): Promise<void>;
  truncate(descriptor: number, sizeBytes: number): Promise<void>;
  /** Makes the names in a folder durable. */
  syncFolder(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** @returns false when it was not there */
  remove(path: string): Promise<boolean>;
  /**
   * Makes a folder and those above it, as needed. Its name is durable in the end, also when another
   * process has made it just now.
   */
  makeFolder(path: string): Promise<void>;
  list(path: string): Promise<string[]>;
  /** undefined when there is no such file */
  size(path: string): Promise<number | undefined>;
}

/** 'create-durable': each write returns when it is on disk (O_DSYNC). Both refuse an old file. */
export type OpenMode = 'read' | 'create' | 'create-durable';

const { O_CREAT, O_DSYNC, O_EXCL, O_RDONLY, O_RDWR } = fs.constants;
const flags: Record<OpenMode, number> = {
  read: O_RDONLY,
  create: O_RDWR | O_CREAT | O_EXCL,
  'create-durable': O_RDWR | O_CREAT | O_EXCL | O_DSYNC,
};
/** Objects are private to the user that the server runs as. */
const fileMode = 0o600;
const folderMode = 0o700;

/** The system's code of an error, such as 'ENOSPC'. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Whether the error means that there is no room, which is not a failure of the disk. */
export function isFull(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
}

type Callback = (error: Error | null) => void;

function call(start: (callback: Callback) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error === null ? resolve() : reject(error)));
  });
}

function readOnce(descriptor: number, into: Uint8Array, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    fs.read(descriptor, into, 0, into.length, position, (error, count) =>
      error === null ? resolve(count) : reject(error),
    );
  });
}

function writeOnce(descriptor: number, bytes: Uint8Array, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    fs.write(descriptor, bytes, 0, bytes.length, position, (error, count) =>
      error === null ? resolve(count) : reject(error),
    );
  });
}

export const nodeDisk: Disk = {
  open: (path, mode) =>
    new Promise((resolve, reject) => {
      fs.open(path, flags[mode], fileMode, (error, descriptor) =>
        error === null ? resolve(descriptor) : reject(error),
      );
    }),
  close: (descriptor) => call((callback) => fs.close(descriptor, callback)),
  async read(descriptor, into, position) {
    let count = await readOnce(descriptor, into, position);
    for (let got = count; got > 0 && count < into.length; count += got) {
      got = await readOnce(descriptor, into.subarray(count), position + count);
    }
    return count;
  },
  readNow: (descriptor, into, position) => fs.readSync(descriptor, into, 0, into.length, position),
  async write(descriptor, bytes, position) {
    let count = await writeOnce(descriptor, bytes, position);
    while (count < bytes.length) {
      count += await writeOnce(descriptor, bytes.subarray(count), position + count);
    }
  },
  sync: (descriptor) => call((callback) => fs.fdatasync(descriptor, callback)),
  truncate: (descriptor, sizeBytes) =>
    call((callback) => fs.ftruncate(descriptor, sizeBytes, callback)),
  async syncFolder(path) {
    const descriptor = await nodeDisk.open(path, 'read');
    try {
      await call((callback) => fs.fsync(descriptor, callback));
    } finally {
      await nodeDisk.close(descriptor);
    }
  },
  rename: (from, to) => call((callback) => fs.rename(from, to, callback)),
  async remove(path) {
    try {
      await call((callback) => fs.unlink(path, callback));
      return true;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return false;
      throw error;
    }
  },
  async makeFolder(path) {
    const made = await fs.promises.mkdir(path, { recursive: true, mode: folderMode });
    // A new name is durable only after its parent is; several levels may be new.
    const highest = dirname(made ?? path);
    let parent = path;
    do {
      parent = dirname(parent);
      await nodeDisk.syncFolder(parent);
    } while (parent !== highest);
  },
  list: (path) => fs.promises.readdir(path),
  async size(path) {
    try {
      return (await fs.promises.stat(path)).size;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  },
};
