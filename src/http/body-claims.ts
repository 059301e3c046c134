import type { BodyDigest, BodyOptions } from '../operation/body.ts';
import { ServiceError } from '../operation/errors.ts';
import type { WireRequest } from '../operation/request.ts';
import type { BodyCheck } from './body-check.ts';
import { type ChecksumAlgorithm, checksumHeader, parseChecksum } from './checksums/algorithms.ts';
import { type ChecksumClaim, readChecksumClaim, readContentMd5 } from './checksums/claims.ts';
import { createDigest, type Digest } from './checksums/incremental.ts';

/**
 * Everything that a request says about the content of its body, computed while the body passes and
 * compared at its end.
 */
export class BodyClaims {
  readonly #checksum: ChecksumClaim | undefined;
  readonly #algorithm: ChecksumAlgorithm | undefined;
  readonly #alsoAlgorithm: ChecksumAlgorithm | undefined;
  readonly #contentMd5: Buffer | undefined;
  readonly #sha256Hex: string | undefined;
  /** Each once: a client that sends two hashes of the same kind pays for one. */
  readonly #algorithms: readonly ChecksumAlgorithm[];
  readonly #digests: readonly Digest[];

  /** @throws ServiceError when a claim is malformed, before any of the body was read */
  constructor(request: WireRequest, check: BodyCheck, options: BodyOptions) {
    this.#checksum = describesObject(request) ? undefined : readChecksumClaim(request);
    const isInTrailer = this.#checksum !== undefined && this.#checksum.expected === undefined;
    if (isInTrailer && !(check.kind === 'chunked' && check.trailer)) {
      throw new ServiceError('MalformedTrailerError');
    }
    this.#algorithm = this.#checksum?.algorithm ?? options.wantChecksum;
    this.#alsoAlgorithm = options.alsoChecksum;
    this.#contentMd5 = readContentMd5(request.headers);
    this.#sha256Hex = check.kind === 'sha256' ? check.sha256Hex : undefined;
    const algorithms = new Set<ChecksumAlgorithm>();
    if (options.wantMd5 || this.#contentMd5 !== undefined) algorithms.add('MD5');
    if (this.#algorithm !== undefined) algorithms.add(this.#algorithm);
    if (this.#alsoAlgorithm !== undefined) algorithms.add(this.#alsoAlgorithm);
    if (this.#sha256Hex !== undefined) algorithms.add('SHA256');
    this.#algorithms = [...algorithms];
    this.#digests = this.#algorithms.map(createDigest);
  }

  update(bytes: Uint8Array): void {
    for (const digest of this.#digests) digest.update(bytes);
  }

  /**
   * Compare all claims. Call it once, at the end of the body.
   * @param trailers what came after an aws-chunked body
   * @throws ServiceError XAmzContentSHA256Mismatch, BadDigest, MalformedTrailerError,
   * InvalidRequest
   */
  verify(trailers: ReadonlyMap<string, string> | undefined): Omit<BodyDigest, 'sizeBytes'> {
    const values = this.#digests.map((digest) => digest.digest());
    const digestOf = (algorithm: ChecksumAlgorithm | undefined) =>
      algorithm === undefined ? undefined : values[this.#algorithms.indexOf(algorithm)];
    this.#verifySha256(digestOf('SHA256'));
    const md5 = digestOf('MD5');
    this.#verifyMd5(md5);
    const expected = this.#checksum?.expected ?? this.#trailingChecksum(trailers);
    const algorithm = this.#algorithm;
    const checksum = digestOf(algorithm);
    const also = digestOf(this.#alsoAlgorithm)?.toString('base64');
    const digest = {
      md5Hex: md5?.toString('hex'),
      ...(also === undefined ? {} : { alsoChecksum: also }),
    };
    if (algorithm === undefined || checksum === undefined) {
      return { ...digest, checksum: undefined };
    }
    if (expected !== undefined && !checksum.equals(expected)) {
      throw new ServiceError('BadDigest', {
        message: `The ${algorithm} you specified did not match the calculated checksum.`,
      });
    }
    return { ...digest, checksum: { algorithm, value: checksum.toString('base64') } };
  }

  #verifySha256(computed: Buffer | undefined): void {
    const hex = computed?.toString('hex');
    if (this.#sha256Hex === undefined || hex === this.#sha256Hex) return;
    throw new ServiceError('XAmzContentSHA256Mismatch', {
      fields: {
        ClientComputedContentSHA256: this.#sha256Hex,
        S3ComputedContentSHA256: hex ?? '',
      },
    });
  }

  #verifyMd5(computed: Buffer | undefined): void {
    if (this.#contentMd5 === undefined || computed?.equals(this.#contentMd5)) return;
    throw new ServiceError('BadDigest', {
      fields: {
        ExpectedDigest: this.#contentMd5.toString('base64'),
        CalculatedDigest: computed?.toString('base64') ?? '',
      },
    });
  }

  /** The announced trailer's value; there must be that one and no other. */
  #trailingChecksum(trailers: ReadonlyMap<string, string> | undefined): Buffer | undefined {
    const isAnnounced = this.#checksum !== undefined && this.#checksum.expected === undefined;
    if ((trailers?.size ?? 0) !== (isAnnounced ? 1 : 0)) {
      throw new ServiceError('MalformedTrailerError');
    }
    if (this.#checksum === undefined || !isAnnounced) return undefined;
    const name = checksumHeader(this.#checksum.algorithm);
    const text = trailers?.get(name);
    if (text === undefined) throw new ServiceError('MalformedTrailerError');
    const value = parseChecksum(this.#checksum.algorithm, text);
    if (value !== undefined) return value;
    throw new ServiceError('InvalidRequest', {
      message: `Value for ${name} trailing header is invalid.`,
    });
  }
}

/**
 * CompleteMultipartUpload: its checksum headers are the object's, not those of the list of parts in
 * its body. The handler compares them.
 */
function describesObject(request: WireRequest): boolean {
  return request.method === 'POST' && request.query.has('uploadId');
}
