import { hash } from 'node:crypto';
import { s3Refusals } from '../s3-refusals.ts';
import { sameSignature } from '../sigv4/signing-key.ts';
import type { VerifiedSignature } from '../sigv4/verify.ts';

const EMPTY_SHA256 = hash('sha256', '', 'hex');

/**
 * The chain of chunk signatures of one body: each covers the one before it, so that no chunk can be
 * left out, repeated or moved. Source: "Signature calculations for the authorization header:
 * transferring payload in multiple chunks" of the S3 API reference.
 */
export class ChunkSigner {
  readonly #request: VerifiedSignature;
  readonly #accessKeyId: string;
  #previous: string;

  constructor(request: VerifiedSignature) {
    this.#request = request;
    this.#accessKeyId = request.accessKeyId;
    this.#previous = request.signature;
  }

  /** @throws ServiceError SignatureDoesNotMatch */
  check(dataSha256: string, signature: string): void {
    this.#verify('AWS4-HMAC-SHA256-PAYLOAD', `${EMPTY_SHA256}\n${dataSha256}`, signature);
  }

  /** @throws ServiceError SignatureDoesNotMatch */
  checkTrailers(trailers: readonly (readonly [string, string])[], signature: string): void {
    const lines = trailers.map(([name, value]) => `${name}:${value}\n`).join('');
    this.#verify('AWS4-HMAC-SHA256-TRAILER', hash('sha256', lines, 'hex'), signature);
  }

  #verify(algorithm: string, hashes: string, provided: string): void {
    const { amzDate, scope, signingKey } = this.#request;
    const stringToSign = `${algorithm}\n${amzDate}\n${scope}\n${this.#previous}\n${hashes}`;
    if (!sameSignature(signingKey.sign(stringToSign), provided)) {
      throw s3Refusals.mismatch({
        accessKeyId: this.#accessKeyId,
        stringToSign,
        signatureProvided: provided,
        canonicalRequest: undefined,
      });
    }
    this.#previous = provided;
  }
}
