import { createHash, hash } from 'node:crypto';
import { ServiceError } from '../../operation/errors.ts';
import { incompleteBody } from '../body-errors.ts';
import type { ChunkSigner } from './chunk-signer.ts';

/** S3's rule: only the last chunk may be smaller. */
const MIN_CHUNK_BYTES = 8 * 1024;
/** `10000000000000000;chunk-signature=` and 64 digits are 98 characters; trailers are the longest. */
const MAX_LINE_BYTES = 1024;
const MAX_TRAILERS = 8;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

type State = 'size' | 'data' | 'data-end' | 'trailers' | 'done';

/**
 * A strict decoder of aws-chunked bodies: `size[;chunk-signature=...]CRLF data CRLF`, a chunk of
 * size 0 at the end, trailers where they were announced, and an empty line. Its memory is one line.
 * Chunks are passed on before their signature is known, so nothing may be kept before `end`.
 */
export class ChunkDecoder {
  readonly #signer: ChunkSigner | undefined;
  readonly #expectsTrailers: boolean;
  readonly #decodedBytes: number;
  readonly #line = Buffer.alloc(MAX_LINE_BYTES);
  #lineLength = 0;
  #state: State = 'size';
  /** Of the current chunk: bytes to come, its claimed signature, and the hash of its data. */
  #chunkLeft = 0;
  #chunkSignature = '';
  #chunkHash: ReturnType<typeof createHash> | undefined;
  #smallChunk: { number: number; sizeBytes: number } | undefined;
  #chunkNumber = 0;
  #received = 0;
  #trailers: [name: string, value: string][] = [];

  /**
   * @param decodedBytes x-amz-decoded-content-length; the chunks must come to exactly that
   * @param signer undefined where chunks carry no signatures
   */
  constructor(decodedBytes: number, signer: ChunkSigner | undefined, expectsTrailers: boolean) {
    this.#decodedBytes = decodedBytes;
    this.#signer = signer;
    this.#expectsTrailers = expectsTrailers;
  }

  /** Take bytes of the wire and hand on the pieces of data in them. @throws ServiceError */
  write(bytes: Uint8Array, emit: (data: Uint8Array) => void): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#state === 'done') throw malformed('there are bytes after its end');
      if (this.#state === 'data') {
        const data = bytes.subarray(at, at + this.#chunkLeft);
        at += data.length;
        this.#takeData(data);
        emit(data);
      } else {
        at = this.#takeLine(bytes, at);
      }
    }
  }

  /** The trailers, lower-case names. @throws ServiceError IncompleteBody when the end is missing */
  end(): ReadonlyMap<string, string> {
    if (this.#state !== 'done' || this.#received !== this.#decodedBytes) {
      throw incompleteBody(this.#decodedBytes, this.#received);
    }
    return new Map(this.#trailers);
  }

  #takeData(data: Uint8Array): void {
    this.#received += data.length;
    this.#chunkLeft -= data.length;
    if (this.#signer !== undefined) {
      if (this.#chunkLeft === 0 && this.#chunkHash === undefined) {
        this.#signer.check(hash('sha256', data, 'hex'), this.#chunkSignature);
      } else {
        this.#chunkHash ??= createHash('sha256');
        this.#chunkHash.update(data);
        if (this.#chunkLeft === 0) {
          this.#signer.check(this.#chunkHash.digest('hex'), this.#chunkSignature);
        }
      }
    }
    if (this.#chunkLeft === 0) {
      this.#chunkHash = undefined;
      this.#state = 'data-end';
    }
  }

  /** Collect bytes up to a line feed; returns where to go on. */
  #takeLine(bytes: Uint8Array, start: number): number {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed < 0 ? bytes.length : feed;
    if (this.#lineLength + (end - start) > MAX_LINE_BYTES) throw malformed('a line is too long');
    this.#line.set(bytes.subarray(start, end), this.#lineLength);
    this.#lineLength += end - start;
    if (feed < 0) return end;
    const length = this.#lineLength - 1;
    if (length < 0 || this.#line[length] !== CARRIAGE_RETURN) {
      throw malformed('a line does not end with CR and LF');
    }
    this.#lineLength = 0;
    this.#takeCompleteLine(this.#line.toString('latin1', 0, length));
    return feed + 1;
  }

  #takeCompleteLine(line: string): void {
    if (this.#state === 'size') this.#beginChunk(line);
    else if (this.#state === 'trailers') this.#takeTrailer(line);
    else if (line === '') this.#state = 'size';
    else throw malformed('a chunk is longer than its size says');
  }

  #beginChunk(line: string): void {
    const match = /^([0-9a-fA-F]{1,16})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line);
    if (match === null) throw malformed('a chunk does not begin with its size');
    const [, digits = '', signature] = match;
    if ((signature !== undefined) !== (this.#signer !== undefined)) {
      throw malformed('a chunk has no signature, or one that was not announced');
    }
    const sizeBytes = Number.parseInt(digits, 16);
    if (this.#received + sizeBytes > this.#decodedBytes) {
      throw incompleteBody(this.#decodedBytes, this.#received + sizeBytes);
    }
    this.#chunkNumber += 1;
    this.#chunkSignature = signature ?? '';
    if (sizeBytes === 0) {
      this.#signer?.check(hash('sha256', '', 'hex'), this.#chunkSignature);
      this.#state = 'trailers';
      return;
    }
    this.#refuseSmallChunks(sizeBytes);
    this.#chunkLeft = sizeBytes;
    this.#state = 'data';
  }

  /** A chunk below the minimum is the last one with data, or a fault. */
  #refuseSmallChunks(sizeBytes: number): void {
    if (this.#smallChunk !== undefined) {
      throw new ServiceError('InvalidChunkSizeError', {
        fields: {
          Chunk: String(this.#smallChunk.number),
          BadChunkSize: String(this.#smallChunk.sizeBytes),
        },
      });
    }
    if (sizeBytes < MIN_CHUNK_BYTES) this.#smallChunk = { number: this.#chunkNumber, sizeBytes };
  }

  #takeTrailer(line: string): void {
    if (line === '') {
      this.#endTrailers();
      return;
    }
    if (!this.#expectsTrailers) throw malformed('it has trailers that were not announced');
    const match = /^([!-9;-~]+):[ \t]*([ -~]*?)[ \t]*$/.exec(line);
    if (match === null || this.#trailers.length === MAX_TRAILERS) {
      throw new ServiceError('MalformedTrailerError');
    }
    const [, name = '', value = ''] = match;
    this.#trailers.push([name.toLowerCase(), value]);
  }

  #endTrailers(): void {
    this.#state = 'done';
    const names = new Set(this.#trailers.map(([name]) => name));
    if (names.size !== this.#trailers.length) throw new ServiceError('MalformedTrailerError');
    if (this.#signer === undefined || !this.#expectsTrailers) return;
    const last = this.#trailers.pop();
    if (last?.[0] !== 'x-amz-trailer-signature') throw new ServiceError('MalformedTrailerError');
    this.#signer.checkTrailers(this.#trailers, last[1]);
  }
}

function malformed(what: string): ServiceError {
  return new ServiceError('InvalidRequest', {
    message: `The body is not well-formed aws-chunked content: ${what}.`,
  });
}
