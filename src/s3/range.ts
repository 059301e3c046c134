import { ServiceError } from '../operation/errors.ts';
import type { ByteRange } from '../store/blobs/blobs.ts';

/** Blanks stand at one place only in each alternative: else many of them take the square of time. */
const rangeText = /^bytes\s*=\s*(?:(\d+)\s*)?-(?:\s*(\d+))?\s*$/i;

/**
 * The bytes that a Range header asks for. A header that is malformed, or asks for several ranges,
 * is ignored, as RFC 9110 allows and S3 does.
 * @returns undefined for the whole object
 * @throws ServiceError InvalidRange where nothing of the range is in the object
 */
export function parseRange(header: string | undefined, sizeBytes: number): ByteRange | undefined {
  if (header === undefined) return undefined;
  const [match, first = '', last = ''] = rangeText.exec(header) ?? [];
  if (match === undefined || (first === '' && last === '')) return undefined;
  if (first === '') {
    const length = Number(last);
    if (length === 0 || sizeBytes === 0) throw unsatisfiable(header, sizeBytes);
    return { start: Math.max(0, sizeBytes - length), end: sizeBytes };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= sizeBytes) throw unsatisfiable(header, sizeBytes);
  const end = last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1);
  return { start, end };
}

function unsatisfiable(header: string, sizeBytes: number): ServiceError {
  return new ServiceError('InvalidRange', {
    fields: { RangeRequested: header, ActualObjectSize: String(sizeBytes) },
  });
}

/** The value of Content-Range. */
export function contentRange({ start, end }: ByteRange, sizeBytes: number): string {
  return `bytes ${start}-${end - 1}/${sizeBytes}`;
}

const copyRangeText = /^bytes=(\d+)-(\d+)$/;

/**
 * The range of UploadPartCopy, which is strict: both ends, and both inside the source.
 * @throws ServiceError InvalidArgument, or InvalidRange
 */
export function parseCopyRange(header: string, sizeBytes: number): ByteRange {
  const [match, first = '', last = ''] = copyRangeText.exec(header) ?? [];
  if (match === undefined || Number(last) < Number(first)) {
    throw new ServiceError('InvalidArgument', {
      message:
        'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      fields: { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: header },
    });
  }
  if (Number(last) >= sizeBytes) {
    throw unsatisfiable(header, sizeBytes);
  }
  return { start: Number(first), end: Number(last) + 1 };
}
