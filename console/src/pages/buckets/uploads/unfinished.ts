/** An upload in parts that this browser began: enough to go on with the same file later. */
export interface Unfinished {
  /** Who began it. */
  readonly owner: string;
  readonly bucket: string;
  readonly key: string;
  readonly uploadId: string;
  readonly name: string;
  readonly size: number;
  readonly modifiedMs: number;
}

const place = 'strongroom.unfinished-uploads';
/** The oldest go first: what nobody goes on with for so long is for a lifecycle rule. */
const keptAtMost = 200;

/** Fired on this page when the list changes. */
export const unfinishedChanged = new EventTarget();

function isUnfinished(value: unknown): value is Unfinished {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  const texts = ['owner', 'bucket', 'key', 'uploadId', 'name'];
  const numbers = ['size', 'modifiedMs'];
  return (
    texts.every((name) => typeof fields.get(name) === 'string') &&
    numbers.every((name) => typeof fields.get(name) === 'number')
  );
}

/** What was begun and neither finished nor given up. */
export function unfinishedUploads(): Unfinished[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isUnfinished) : [];
  } catch {
    return [];
  }
}

function keep(all: readonly Unfinished[]): void {
  try {
    localStorage.setItem(place, JSON.stringify(all.slice(-keptAtMost)));
  } catch {
    // Where the browser keeps nothing, uploads work and only cannot be gone on with.
  }
  unfinishedChanged.dispatchEvent(new Event('change'));
}

export function rememberUpload(upload: Unfinished): void {
  forgetUpload(upload.uploadId);
  keep([...unfinishedUploads(), upload]);
}

export function forgetUpload(uploadId: string): void {
  const all = unfinishedUploads();
  const rest = all.filter((other) => other.uploadId !== uploadId);
  if (rest.length < all.length) keep(rest);
}

/** Whether a file is the one that an upload was begun with, as far as its outside tells. */
export function isSameFile(upload: Unfinished, file: File): boolean {
  return (
    upload.name === file.name &&
    upload.size === file.size &&
    upload.modifiedMs === file.lastModified
  );
}
