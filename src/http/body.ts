import type { BodyDigest, BodyOptions, BodyStream, RequestBody } from '../operation/body.ts';
import { ServiceError } from '../operation/errors.ts';
import type { WireRequest } from '../operation/request.ts';
import { ChunkDecoder } from './aws-chunked/chunk-decoder.ts';
import { ChunkSigner } from './aws-chunked/chunk-signer.ts';
import type { BodyCheck } from './body-check.ts';
import { BodyClaims } from './body-claims.ts';
import { incompleteBody } from './body-errors.ts';

/**
 * The body of a request, not read yet.
 * @param check what authentication found that the body must be
 */
export function requestBody(request: WireRequest, check: BodyCheck): RequestBody {
  return {
    open(options) {
      const sizeBytes = declaredSize(request, check);
      if (sizeBytes === undefined) throw missingLength(request);
      if (sizeBytes > options.maxBytes) {
        throw new ServiceError('EntityTooLarge', {
          fields: { ProposedSize: String(sizeBytes), MaxSizeAllowed: String(options.maxBytes) },
        });
      }
      return new CheckedBody(request, check, sizeBytes, options);
    },

    async readAll(limitBytes, tooLarge = new ServiceError('MaxMessageLengthExceeded')) {
      const isBodiless = request.headers.get('transfer-encoding') === undefined;
      const sizeBytes = declaredSize(request, check) ?? (isBodiless ? 0 : undefined);
      if (sizeBytes !== undefined && sizeBytes > limitBytes) throw tooLarge;
      const body = new CheckedBody(request, check, sizeBytes, noExtraDigests);
      const pieces: Uint8Array[] = [];
      let length = 0;
      for await (const piece of body.chunks()) {
        length += piece.length;
        if (length > limitBytes) throw tooLarge;
        pieces.push(piece);
      }
      await body.finish();
      return Buffer.concat(pieces, length);
    },
  };
}

/** A body up to this size that is there already is taken at once. */
const maxTakenAtOnceBytes = 16 * 1024;

const noExtraDigests = { maxBytes: Number.POSITIVE_INFINITY, wantMd5: false };

/** The size of the body after decoding, where the request says it. @throws ServiceError */
function declaredSize(request: WireRequest, check: BodyCheck): number | undefined {
  const name = check.kind === 'chunked' ? 'x-amz-decoded-content-length' : 'content-length';
  const text = request.headers.get(name);
  if (text === undefined) {
    if (check.kind === 'chunked') throw new ServiceError('MissingContentLength');
    return undefined;
  }
  if (!/^\d{1,15}$/.test(text)) {
    throw new ServiceError('InvalidArgument', {
      message: `The value of ${name} must be a number of bytes.`,
      fields: { ArgumentName: name, ArgumentValue: text },
    });
  }
  return Number(text);
}

/** S3 does not take objects of unknown length, except inside aws-chunked. */
function missingLength(request: WireRequest): ServiceError {
  return request.headers.get('transfer-encoding') === undefined
    ? new ServiceError('MissingContentLength')
    : new ServiceError('NotImplemented', { fields: { Header: 'Transfer-Encoding' } });
}

class CheckedBody implements BodyStream {
  readonly declaredSizeBytes: number | undefined;
  readonly #request: WireRequest;
  readonly #claims: BodyClaims;
  readonly #decoder: ChunkDecoder | undefined;
  #sizeBytes = 0;
  #isComplete = false;

  constructor(
    request: WireRequest,
    check: BodyCheck,
    sizeBytes: number | undefined,
    options: BodyOptions,
  ) {
    this.declaredSizeBytes = sizeBytes;
    this.#request = request;
    this.#claims = new BodyClaims(request, check, options);
    if (check.kind === 'chunked') {
      const signer = check.signature && new ChunkSigner(check.signature);
      this.#decoder = new ChunkDecoder(sizeBytes ?? 0, signer, check.trailer);
    }
  }

  async *chunks(): AsyncIterable<Uint8Array> {
    if (this.#isComplete) return;
    this.#request.continue();
    try {
      for await (const bytes of arriving(this.#request)) {
        if (this.#decoder === undefined) {
          this.#take(bytes);
          yield bytes;
          continue;
        }
        const pieces: Uint8Array[] = [];
        this.#decoder.write(bytes, (data) => pieces.push(data));
        for (const piece of pieces) {
          this.#take(piece);
          yield piece;
        }
      }
    } catch (error) {
      // Anything else comes from the socket: the client went away in the middle.
      throw error instanceof ServiceError
        ? error
        : incompleteBody(this.declaredSizeBytes, this.#sizeBytes);
    }
    this.#isComplete = true;
  }

  async finish(): Promise<BodyDigest> {
    // What nobody pulled is still part of what was signed.
    if (!this.#isComplete) for await (const _ of this.chunks());
    const trailers = this.#decoder?.end();
    const declared = this.declaredSizeBytes;
    if (declared !== undefined && this.#sizeBytes !== declared) {
      throw incompleteBody(declared, this.#sizeBytes);
    }
    return { sizeBytes: this.#sizeBytes, ...this.#claims.verify(trailers) };
  }

  #take(bytes: Uint8Array): void {
    this.#sizeBytes += bytes.length;
    this.#claims.update(bytes);
  }
}

/** The bytes of the wire; small ones mostly came with the head, and an iterator takes 10 us. */
function arriving({ body, headers }: WireRequest): Iterable<Buffer> | AsyncIterable<Buffer> {
  const there = body.readableLength;
  if (
    there > 0 &&
    there <= maxTakenAtOnceBytes &&
    String(there) === headers.get('content-length')
  ) {
    const all: unknown = body.read();
    if (all instanceof Buffer) return [all];
  }
  // Leaving the loop early must not destroy the request: its socket carries the answer.
  return body.iterator({ destroyOnReturn: false });
}
