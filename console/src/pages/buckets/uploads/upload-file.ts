import { crc32 } from '../../../api/s3/crc32.ts';
import {
  completeUpload,
  createUpload,
  listParts,
  putObject,
  type UploadedPart,
  uploadPart,
} from '../../../api/s3/uploads.ts';
import { ServiceError } from '../../../api/service-error.ts';
import { withRetries } from './retry.ts';

const mebibyte = 1_048_576;
/** Larger files go in parts. */
const wholeUpToBytes = 16 * mebibyte;
const usualPartBytes = 8 * mebibyte;
/** AWS's limit. */
const mostParts = 10_000;
const partsAtOnce = 3;

export interface FileUpload {
  readonly bucket: string;
  readonly key: string;
  readonly file: File;
  /** An upload of the same file that was begun before. */
  readonly uploadId: string | undefined;
  /** Whether an object that is there already is left as it is. */
  readonly keepExisting: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (sentBytes: number) => void;
  /** Told when an upload in parts begins. */
  readonly onBegun: (uploadId: string) => void;
}

/** Of a size that the file's own size decides, so that whoever goes on cuts it the same way. */
function partBytes(size: number): number {
  const least = Math.ceil(size / mostParts / mebibyte) * mebibyte;
  return Math.max(usualPartBytes, least);
}

interface Slice {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

function slicesOf(size: number): Slice[] {
  const step = partBytes(size);
  return Array.from({ length: Math.ceil(size / step) }, (_, index) => ({
    number: index + 1,
    start: index * step,
    end: Math.min(size, (index + 1) * step),
  }));
}

/**
 * Stores a file, in parts where it is large; goes on with what is there already.
 * @throws ServiceError; AbortError when the signal ends it
 */
export async function uploadFile(upload: FileUpload): Promise<void> {
  const { bucket, key, file, signal, onProgress } = upload;
  const condition: Record<string, string> = upload.keepExisting ? { 'if-none-match': '*' } : {};
  const headers = { 'content-type': file.type || 'application/octet-stream' };
  if (file.size <= wholeUpToBytes && upload.uploadId === undefined) {
    const options = { signal, onProgress, headers: { ...headers, ...condition } };
    return withRetries(signal, () => putObject(bucket, key, file, options));
  }
  const there = await partsThere(upload);
  const uploadId = there?.uploadId ?? (await begin(upload, headers));
  const parts = await sendParts(upload, uploadId, there?.parts ?? new Map());
  signal.throwIfAborted();
  return withRetries(signal, () => completeUpload(bucket, key, uploadId, parts, condition));
}

async function begin(upload: FileUpload, headers: Record<string, string>): Promise<string> {
  const { bucket, key, signal } = upload;
  const uploadId = await withRetries(signal, () => createUpload(bucket, key, headers));
  upload.onBegun(uploadId);
  return uploadId;
}

interface PartsThere {
  readonly uploadId: string;
  readonly parts: ReadonlyMap<number, UploadedPart>;
}

/** @returns undefined where there is no such upload, or not any more */
async function partsThere({ bucket, key, uploadId }: FileUpload): Promise<PartsThere | undefined> {
  if (uploadId === undefined) return undefined;
  try {
    const parts = await listParts(bucket, key, uploadId);
    return { uploadId, parts: new Map(parts.map((part) => [part.number, part])) };
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'NoSuchUpload') return undefined;
    throw error;
  }
}

/** Whether a part holds what the file has there: the name of a file does not tell that. */
async function isSamePart(part: UploadedPart, bytes: Blob): Promise<boolean> {
  if (part.size !== bytes.size) return false;
  return part.checksum === crc32(new Uint8Array(await bytes.arrayBuffer()));
}

/** @returns all parts in their order */
async function sendParts(
  upload: FileUpload,
  uploadId: string,
  there: ReadonlyMap<number, UploadedPart>,
): Promise<UploadedPart[]> {
  const { bucket, key, file, signal } = upload;
  const slices = slicesOf(file.size);
  const sent = new Map<number, number>();
  const parts = new Map<number, UploadedPart>();
  const tell = (number: number, bytes: number) => {
    sent.set(number, bytes);
    upload.onProgress([...sent.values()].reduce((sum, each) => sum + each, 0));
  };
  const sendOne = async ({ number, start, end }: Slice) => {
    const bytes = file.slice(start, end);
    const present = there.get(number);
    if (present !== undefined && (await isSamePart(present, bytes))) {
      parts.set(number, present);
    } else {
      const options = { signal, onProgress: (done: number) => tell(number, done) };
      const request = () => uploadPart(bucket, key, uploadId, number, bytes, options);
      parts.set(number, await withRetries(signal, request));
    }
    tell(number, bytes.size);
  };
  const waiting = slices.values();
  const sender = async () => {
    for (const slice of waiting) {
      signal.throwIfAborted();
      await sendOne(slice);
    }
  };
  await Promise.all(Array.from({ length: partsAtOnce }, sender));
  return [...parts.values()].sort((a, b) => a.number - b.number);
}
