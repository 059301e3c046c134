import { join } from 'node:path';
import type { Disk } from '../../disk.ts';

/** Ids of one folder: blobs that are written together share it, and the sync of it. */
const idsPerFolder = 1_024;
/** Buffers of writers that wait for reuse. */
const keptBuffers = 8;
/** Payload of a block in a file. */
export const fileBlockBytes = 256 * 1024;

/** Where large blobs are kept, a file each. Paths come from numbers, never from names of objects. */
export class BlobFiles {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #incoming: string;
  readonly #made = new Set<string>();
  readonly #syncs = new Map<
    string,
    { running: Promise<void>; queued: Promise<void> | undefined }
  >();

  readonly #buffers: Buffer[] = [];

  constructor(disk: Disk, folder: string, incoming: string) {
    this.#disk = disk;
    this.#folder = folder;
    this.#incoming = incoming;
  }

  /** A buffer for a writer. All writers ask for the same size. */
  takeBuffer(sizeBytes: number): Buffer {
    return this.#buffers.pop() ?? Buffer.allocUnsafeSlow(sizeBytes);
  }

  /** Takes a buffer back that nothing uses any more. */
  giveBuffer(buffer: Buffer): void {
    if (this.#buffers.length < keptBuffers) this.#buffers.push(buffer);
  }

  incomingPath(id: number): string {
    return join(this.#incoming, id.toString(16));
  }

  folderOf(id: number): string {
    return join(this.#folder, Math.floor(id / idsPerFolder).toString(16));
  }

  path(id: number): string {
    return join(this.folderOf(id), id.toString(16));
  }

  async makeFolderOf(id: number): Promise<string> {
    const folder = this.folderOf(id);
    if (!this.#made.has(folder)) {
      await this.#disk.makeFolder(folder);
      this.#made.add(folder);
    }
    return folder;
  }

  /**
   * Removes whatever blobs left, in either place. What was a blob's own file is gone for good then,
   * so that the metadata may forget it; what is incoming is swept at the next start anyway.
   */
  async remove(ids: readonly number[]): Promise<void> {
    const changed = new Set<string>();
    for (const id of ids) {
      await this.#disk.remove(this.incomingPath(id));
      if (await this.#disk.remove(this.path(id))) changed.add(this.folderOf(id));
    }
    for (const folder of changed) await this.syncFolder(folder);
  }

  /** Makes names in a folder durable. Callers that arrive during a sync share the next one. */
  syncFolder(folder: string): Promise<void> {
    const state = this.#syncs.get(folder);
    if (state === undefined) {
      const running = this.#disk.syncFolder(folder);
      this.#syncs.set(folder, { running, queued: undefined });
      const done = () => this.#syncDone(folder);
      running.then(done, done);
      return running;
    }
    state.queued ??= state.running.then(
      () => this.syncFolder(folder),
      () => this.syncFolder(folder),
    );
    return state.queued;
  }

  #syncDone(folder: string): void {
    this.#syncs.delete(folder);
  }
}
