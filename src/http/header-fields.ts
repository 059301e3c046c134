import { ServiceError } from '../operation/errors.ts';
import type { HeaderFields } from '../operation/request.ts';

/**
 * Fields that HTTP or S3 defines as lists, so that several lines mean the same as one line with
 * commas. Any other field may come once only: two parties that pick different lines of a pair is
 * how signed requests are smuggled.
 */
const listFields: ReadonlySet<string> = new Set([
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'access-control-request-headers',
  'cache-control',
  'connection',
  'content-encoding',
  'content-language',
  'forwarded',
  'if-match',
  'if-none-match',
  'pragma',
  'te',
  'trailer',
  'upgrade',
  'vary',
  'via',
  'warning',
  'x-amz-object-attributes',
  'x-amz-optional-object-attributes',
  'x-forwarded-for',
]);

class ParsedHeaders implements HeaderFields {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  entries(): Iterable<readonly [string, string]> {
    return this.#values;
  }
}

export interface HeaderLimits {
  readonly maxHeaderCount: number;
  /** Bytes of all names and values; S3's limit is 8 KB. */
  readonly maxHeaderSectionBytes: number;
}

/**
 * Build the fields of a request from Node's `rawHeaders` (name, value, name, value, ...). Values
 * are Latin-1 texts: one character is one byte of the wire. Metadata fields (`x-amz-meta-*`) that
 * repeat are joined by commas as S3 documents it.
 * @throws ServiceError InvalidRequest for a duplicate, RequestHeaderSectionTooLarge
 */
export function parseHeaders(rawHeaders: readonly string[], limits: HeaderLimits): HeaderFields {
  const values = new Map<string, string>();
  let sectionBytes = 0;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const rawName = rawHeaders[i] ?? '';
    const value = trimBlanks(rawHeaders[i + 1] ?? '');
    sectionBytes += rawName.length + value.length;
    const name = rawName.toLowerCase();
    const earlier = values.get(name);
    if (earlier === undefined) {
      values.set(name, value);
    } else if (listFields.has(name) || name.startsWith('x-amz-meta-')) {
      values.set(name, `${earlier},${value}`);
    } else {
      throw new ServiceError('InvalidRequest', {
        message: `The header ${name} may appear only once in a request.`,
        fields: { HeaderName: name },
      });
    }
  }
  if (
    sectionBytes > limits.maxHeaderSectionBytes ||
    rawHeaders.length / 2 > limits.maxHeaderCount
  ) {
    throw new ServiceError('RequestHeaderSectionTooLarge', {
      fields: { MaxSizeAllowed: String(limits.maxHeaderSectionBytes) },
    });
  }
  return new ParsedHeaders(values);
}

/** Remove the white space that HTTP allows around a value; Node has removed only the leading one. */
function trimBlanks(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start++;
  while (end > start && isBlank(value.charCodeAt(end - 1))) end--;
  return start === 0 && end === value.length ? value : value.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
