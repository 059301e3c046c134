import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Random } from '../differential/random.ts';

/** A change of a file's bytes that may or may not be on the disk yet. */
type Change =
  | { readonly kind: 'write'; readonly at: number; readonly bytes: Buffer; readonly ended: number }
  | { readonly kind: 'truncate'; readonly sizeBytes: number; readonly ended: number };

/** A change of names in a folder. */
type NameChange =
  | { readonly kind: 'link'; readonly path: string; readonly file: StoredFile }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'unlink'; readonly path: string }
  | {
      readonly kind: 'rename';
      readonly from: string;
      readonly to: string;
      readonly file: StoredFile;
    };

interface StoredFile {
  durable: Buffer;
  readonly pending: Change[];
  isSynchronous: boolean;
}

/** The disk writes so much at once; a write is torn between such pieces. */
const sectorBytes = 512;

/**
 * What a disk may hold after a power loss: of a file, what was synced and any part of what was
 * written since; of a folder, the names that were synced and any beginning of the changes since.
 * Stricter than file systems are: a sync of a file says nothing about its name.
 */
export class DiskModel {
  readonly #files = new Map<string, StoredFile>();
  readonly #names: Map<string, StoredFile>;
  readonly #folders = new Set<string>(['.']);
  readonly #pending = new Map<string, NameChange[]>();

  /** Begins with what is in a folder, all of it durable. */
  constructor(folder: string) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const absolute = join(entry.parentPath, entry.name);
      const path = absolute.slice(folder.length + 1);
      if (entry.isDirectory()) this.#folders.add(path);
      else {
        const durable = readFileSync(absolute);
        this.#files.set(path, { durable, pending: [], isSynchronous: false });
      }
    }
    this.#names = new Map(this.#files);
  }

  #change(change: NameChange, path: string): void {
    const folder = dirname(path);
    const changes = this.#pending.get(folder) ?? [];
    changes.push(change);
    this.#pending.set(folder, changes);
  }

  open(path: string, flags: string): void {
    if (!flags.includes('O_CREAT')) return;
    let file = this.#files.get(path);
    if (file === undefined) {
      file = { durable: Buffer.alloc(0), pending: [], isSynchronous: false };
      this.#files.set(path, file);
      this.#change({ kind: 'link', path, file }, path);
    }
    file.isSynchronous = flags.includes('O_DSYNC');
  }

  write(path: string, at: number, bytes: Buffer, ended: number): void {
    const file = this.#files.get(path);
    if (file === undefined) return;
    file.pending.push({ kind: 'write', at, bytes, ended });
    if (file.isSynchronous) settle(file, ended + 1);
  }

  truncate(path: string, sizeBytes: number, ended: number): void {
    this.#files.get(path)?.pending.push({ kind: 'truncate', sizeBytes, ended });
  }

  makeFolder(path: string): void {
    this.#change({ kind: 'folder', path }, path);
  }

  unlink(path: string): void {
    this.#files.delete(path);
    this.#change({ kind: 'unlink', path }, path);
  }

  rename(from: string, to: string): void {
    const file = this.#files.get(from);
    if (file === undefined) return;
    this.#files.delete(from);
    this.#files.set(to, file);
    // A rename is one step: the old name never comes back.
    const folder = dirname(from);
    const others = (this.#pending.get(folder) ?? []).filter(
      (change) => change.kind !== 'link' || change.path !== from,
    );
    this.#pending.set(folder, others);
    this.#change({ kind: 'rename', from, to, file }, to);
  }

  /** A sync of a file or folder that began then: what had ended before is durable. */
  sync(path: string, began: number): void {
    const file = this.#files.get(path);
    if (file !== undefined) settle(file, began);
    const changes = this.#pending.get(path) ?? [];
    for (const change of changes) applyName(this.#names, this.#folders, change);
    this.#pending.delete(path);
  }

  /** Writes into an empty folder what a power loss now could leave. */
  lose(folder: string, random: Random, keepsSome: boolean): void {
    const names = new Map(this.#names);
    const folders = new Set(this.#folders);
    for (const changes of this.#pending.values()) {
      const kept = keepsSome ? random.below(changes.length + 1) : 0;
      for (const change of changes.slice(0, kept)) applyName(names, folders, change);
    }
    for (const path of [...folders].sort()) {
      if (folders.has(dirname(path))) mkdirSync(join(folder, path), { recursive: true });
    }
    for (const [path, file] of names) {
      // Memory that SQLite shares through a file: nothing of it outlives the system.
      if (path.endsWith('-shm') || !folders.has(dirname(path))) continue;
      writeFileSync(join(folder, path), keepsSome ? torn(file, random) : file.durable);
    }
  }
}

function applyName(names: Map<string, StoredFile>, folders: Set<string>, change: NameChange): void {
  if (change.kind === 'link') names.set(change.path, change.file);
  else if (change.kind === 'folder') folders.add(change.path);
  else if (change.kind === 'unlink') names.delete(change.path);
  else {
    names.delete(change.from);
    names.set(change.to, change.file);
  }
}

/** Makes durable what had ended by then. */
function settle(file: StoredFile, before: number): void {
  const settled = file.pending.filter(({ ended }) => ended < before);
  for (const change of settled) file.durable = applyChange(file.durable, change);
  const left = file.pending.filter(({ ended }) => ended >= before);
  file.pending.splice(0, file.pending.length, ...left);
}

function applyChange(content: Buffer, change: Change): Buffer {
  if (change.kind === 'truncate') return resized(content, change.sizeBytes);
  const end = change.at + change.bytes.length;
  const target = content.length < end ? resized(content, end) : content;
  change.bytes.copy(target, change.at);
  return target;
}

function resized(content: Uint8Array, sizeBytes: number): Buffer {
  const target = Buffer.alloc(sizeBytes);
  target.set(content.subarray(0, sizeBytes));
  return target;
}

/** The durable bytes with some sectors of what was written since. */
function torn(file: StoredFile, random: Random): Buffer {
  const ends = file.pending.map((change) =>
    change.kind === 'write' ? change.at + change.bytes.length : 0,
  );
  const content = resized(file.durable, Math.max(file.durable.length, ...ends));
  let sizeBytes = file.durable.length;
  for (const change of file.pending) {
    if (change.kind === 'truncate') {
      if (!random.chance(0.5)) continue;
      content.fill(0, change.sizeBytes);
      sizeBytes = change.sizeBytes;
      continue;
    }
    const share = random.pick([0, 0.5, 1]);
    for (let at = 0; at < change.bytes.length; at += sectorBytes) {
      if (!random.chance(share)) continue;
      const end = Math.min(at + sectorBytes, change.bytes.length);
      change.bytes.copy(content, change.at + at, at, end);
      sizeBytes = Math.max(sizeBytes, change.at + end);
    }
  }
  return content.subarray(0, sizeBytes);
}
