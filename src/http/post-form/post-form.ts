import type { BodyDigest, BodyOptions, BodyStream } from '../../operation/body.ts';
import { ServiceError } from '../../operation/errors.ts';
import type { HeaderFields, WireRequest } from '../../operation/request.ts';
import { BodyClaims } from '../body-claims.ts';
import { parseQuery } from '../query-string.ts';
import { boundaryOf, MultipartReader } from './multipart.ts';
import type { SizeRange } from './post-policy.ts';

/** The fields of a form, names lower-case; a checksum or metadata field reads like a header. */
class FormFields implements HeaderFields {
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

/** A browser's upload, read up to the first byte of its file. */
export interface PostForm {
  readonly fields: HeaderFields;
  /** The name of the file without its folders. */
  readonly fileName: string;
  /** The type that the part of the file has; the field Content-Type goes before it. */
  readonly fileType: string | undefined;
  /** Read the file, which must be of a size in the range that the policy allows. */
  open(options: BodyOptions, range: SizeRange | undefined): BodyStream;
}

const verbatim: ReadonlySet<string> = new Set(['policy', 'signature', 'x-amz-signature']);

/**
 * Read the fields of a multipart/form-data POST, up to the file. What follows the file is ignored.
 * @throws ServiceError PreconditionFailed (412) for another content type, MalformedPOSTRequest,
 * MaxPostPreDataLengthExceededError, IncorrectNumberOfFilesInPostRequest, all before the file
 */
export async function readPostForm(request: WireRequest): Promise<PostForm> {
  const boundary = boundaryOf(request.headers.get('content-type'));
  if (boundary === undefined) {
    throw new ServiceError('PreconditionFailed', {
      fields: { Condition: 'Bucket POST must be of the enclosure-type multipart/form-data' },
    });
  }
  request.continue();
  const wire = request.body.iterator({ destroyOnReturn: false });
  const reader = new MultipartReader(wire, boundary);
  const values = new Map<string, string>();
  for (;;) {
    const head = await reader.nextPart();
    if (head === undefined) throw new ServiceError('IncorrectNumberOfFilesInPostRequest');
    const name = head.name.toLowerCase();
    if (name === 'file') {
      const fileName = (head.fileName ?? '').replace(/^.*[/\\]/s, '');
      const fields = new FormFields(withFileName(values, fileName));
      return {
        fields,
        fileName,
        fileType: head.contentType,
        open: (options, range) => new FormFile(reader, request, fields, options, range),
      };
    }
    if (values.has(name)) throw new ServiceError('MalformedPOSTRequest');
    values.set(name, await reader.fieldValue());
  }
}

/** `${filename}` stands for the name of the file in every field. */
function withFileName(values: ReadonlyMap<string, string>, fileName: string): Map<string, string> {
  const filled = new Map<string, string>();
  for (const [name, value] of values) {
    const text = verbatim.has(name) ? value : value.replaceAll('${filename}', () => fileName);
    filled.set(name, text);
  }
  return filled;
}

class FormFile implements BodyStream {
  readonly declaredSizeBytes = undefined;
  readonly #reader: MultipartReader;
  readonly #claims: BodyClaims;
  readonly #range: SizeRange;
  #sizeBytes = 0;
  #isComplete = false;

  constructor(
    reader: MultipartReader,
    request: WireRequest,
    fields: HeaderFields,
    options: BodyOptions,
    range: SizeRange | undefined,
  ) {
    this.#reader = reader;
    this.#range = {
      minBytes: range?.minBytes ?? 0,
      maxBytes: Math.min(range?.maxBytes ?? options.maxBytes, options.maxBytes),
    };
    // Checksums of the file stand in fields, as they would stand in headers.
    const claimed = { ...request, headers: fields, query: parseQuery('') };
    this.#claims = new BodyClaims(claimed, { kind: 'unsigned' }, options);
  }

  async *chunks(): AsyncIterable<Uint8Array> {
    if (this.#isComplete) return;
    const { maxBytes } = this.#range;
    try {
      for await (const bytes of this.#reader.fileData()) {
        this.#sizeBytes += bytes.length;
        if (this.#sizeBytes > maxBytes) throw this.#outOfRange('EntityTooLarge');
        this.#claims.update(bytes);
        yield bytes;
      }
      await this.#reader.dropRest();
    } catch (error) {
      throw error instanceof ServiceError ? error : new ServiceError('IncompleteBody');
    }
    this.#isComplete = true;
  }

  async finish(): Promise<BodyDigest> {
    if (!this.#isComplete) for await (const _ of this.chunks());
    if (this.#sizeBytes < this.#range.minBytes) throw this.#outOfRange('EntityTooSmall');
    return { sizeBytes: this.#sizeBytes, ...this.#claims.verify(undefined) };
  }

  #outOfRange(code: 'EntityTooLarge' | 'EntityTooSmall'): ServiceError {
    const { minBytes, maxBytes } = this.#range;
    const limit =
      code === 'EntityTooLarge'
        ? { MaxSizeAllowed: String(maxBytes) }
        : { MinSizeAllowed: String(minBytes) };
    return new ServiceError(code, {
      fields: { ProposedSize: String(this.#sizeBytes), ...limit },
    });
  }
}
