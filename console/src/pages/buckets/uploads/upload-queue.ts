import { abortUpload } from '../../../api/s3/uploads.ts';
import {
  forgetUpload,
  isSameFile,
  rememberUpload,
  type Unfinished,
  unfinishedUploads,
} from './unfinished.ts';
import { uploadFile } from './upload-file.ts';

export interface UploadItem {
  readonly id: number;
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly sentBytes: number;
  readonly state: 'waiting' | 'sending' | 'done' | 'failed' | 'canceled';
  readonly error: unknown;
}

export interface NewUpload {
  readonly owner: string;
  readonly bucket: string;
  readonly key: string;
  readonly file: File;
  readonly keepExisting: boolean;
}

interface Task extends NewUpload {
  readonly abort: AbortController;
  uploadId: string | undefined;
}

const filesAtOnce = 3;
/** Pictures of progress beyond this rate are for nobody. */
const toldEveryMs = 150;

/** Files on their way. They go on while other pages are shown, until the browser leaves. */
class UploadQueue {
  #items: readonly UploadItem[] = [];
  readonly #tasks = new Map<number, Task>();
  readonly #listeners = new Set<() => void>();
  readonly #doneListeners = new Set<(bucket: string) => void>();
  #lastId = 0;
  #sending = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What listeners see; replaced when they are told. */
  snapshot: readonly UploadItem[] = [];

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Tells when objects arrived in a bucket. @returns what ends it */
  onStored(listener: (bucket: string) => void): () => void {
    this.#doneListeners.add(listener);
    return () => this.#doneListeners.delete(listener);
  }

  add(uploads: readonly NewUpload[]): void {
    const begun = unfinishedUploads();
    const items = uploads.map((upload): UploadItem => {
      this.#lastId += 1;
      const uploadId = begunUpload(begun, upload)?.uploadId;
      this.#tasks.set(this.#lastId, { ...upload, abort: new AbortController(), uploadId });
      const { bucket, key, file } = upload;
      return {
        ...{ id: this.#lastId, bucket, key, size: file.size, sentBytes: 0 },
        ...{ state: 'waiting', error: undefined },
      };
    });
    this.#items = [...this.#items, ...items];
    this.#next();
  }

  /** Stops an upload, and gives back what its parts took. */
  cancel(id: number): void {
    const task = this.#tasks.get(id);
    if (task === undefined) return;
    task.abort.abort();
    this.#change(id, { state: 'canceled' });
    const { uploadId } = task;
    if (uploadId === undefined) return;
    forgetUpload(uploadId);
    // Where that fails, a lifecycle rule finds it later.
    void abortUpload(task.bucket, task.key, uploadId).catch(() => undefined);
  }

  /** Tries again what failed; parts that are there are not sent again. */
  retry(id: number): void {
    const task = this.#tasks.get(id);
    if (task === undefined) return;
    this.#tasks.set(id, { ...task, abort: new AbortController() });
    this.#change(id, { state: 'waiting', error: undefined, sentBytes: 0 });
    this.#next();
  }

  /** Takes away what is over. */
  clear(): void {
    const isOver = ({ state }: UploadItem) => state !== 'waiting' && state !== 'sending';
    for (const { id } of this.#items.filter(isOver)) this.#tasks.delete(id);
    this.#items = this.#items.filter((item) => !isOver(item));
    this.#tell();
  }

  /** The ids of uploads in parts that are in this list. */
  uploadIds(): ReadonlySet<string> {
    return new Set([...this.#tasks.values()].flatMap(({ uploadId }) => uploadId ?? []));
  }

  #next(): void {
    for (const { id } of this.#items.filter(({ state }) => state === 'waiting')) {
      if (this.#sending >= filesAtOnce) break;
      this.#sending += 1;
      this.#change(id, { state: 'sending' });
      void this.#send(id).finally(() => {
        this.#sending -= 1;
        this.#next();
      });
    }
    window.onbeforeunload = this.#sending === 0 ? null : (event) => event.preventDefault();
    this.#tell();
  }

  async #send(id: number): Promise<void> {
    const task = this.#tasks.get(id);
    if (task === undefined) return;
    const { signal } = task.abort;
    try {
      await uploadFile({
        ...task,
        signal,
        onProgress: (sentBytes) => this.#change(id, { sentBytes }),
        onBegun: (uploadId) => {
          task.uploadId = uploadId;
          // It may have been canceled while the server was asked.
          if (signal.aborted) this.cancel(id);
          else rememberUpload(recordOf(task, uploadId));
        },
      });
      if (task.uploadId !== undefined) forgetUpload(task.uploadId);
      task.uploadId = undefined;
      this.#change(id, { state: 'done', sentBytes: task.file.size });
      for (const listener of this.#doneListeners) listener(task.bucket);
    } catch (error) {
      if (!signal.aborted) this.#change(id, { state: 'failed', error });
      // The other parts of the same file stop with it.
      task.abort.abort();
    }
  }

  #change(id: number, changed: Partial<UploadItem>): void {
    this.#items = this.#items.map((item) => (item.id === id ? { ...item, ...changed } : item));
    this.#timer ??= setTimeout(() => this.#tell(), toldEveryMs);
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.snapshot = this.#items;
    for (const listener of this.#listeners) listener();
  }
}

function begunUpload(begun: readonly Unfinished[], upload: NewUpload): Unfinished | undefined {
  return begun.find(
    (other) =>
      other.owner === upload.owner &&
      other.bucket === upload.bucket &&
      other.key === upload.key &&
      isSameFile(other, upload.file),
  );
}

function recordOf({ owner, bucket, key, file }: Task, uploadId: string): Unfinished {
  const { name, size, lastModified: modifiedMs } = file;
  return { owner, bucket, key, uploadId, name, size, modifiedMs };
}

export const uploadQueue = new UploadQueue();
