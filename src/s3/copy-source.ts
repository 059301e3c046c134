import { percentDecode } from '../http/percent-encoding.ts';
import { ServiceError } from '../operation/errors.ts';

/** The object, or the version of it, that a copy reads. */
export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

const versionMark = '?versionId=';

/**
 * Parses `x-amz-copy-source`: `/bucket/key`, percent-encoded, with or without its first slash, and
 * perhaps `?versionId=...`, which is looked for before anything is decoded.
 * @throws ServiceError InvalidArgument
 */
export function parseCopySource(header: string): CopySource {
  const mark = header.indexOf(versionMark);
  const path = mark < 0 ? header : header.slice(0, mark);
  const decoded = decode(path, header).replace(/^\//, '');
  const slash = decoded.indexOf('/');
  const bucket = decoded.slice(0, slash);
  const key = decoded.slice(slash + 1);
  if (slash <= 0 || key === '') {
    throw refusal(
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      header,
    );
  }
  const versionId = mark < 0 ? undefined : decode(header.slice(mark + versionMark.length), header);
  if (versionId === '') throw refusal('Version id cannot be the empty string', header);
  return { bucket, key, versionId };
}

function decode(text: string, header: string): string {
  try {
    return percentDecode(text);
  } catch {
    throw refusal('Invalid copy source encoding', header);
  }
}

function refusal(message: string, value: string): ServiceError {
  return new ServiceError('InvalidArgument', {
    message,
    fields: { ArgumentName: 'x-amz-copy-source', ArgumentValue: value },
  });
}
