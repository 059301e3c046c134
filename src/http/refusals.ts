import type { ServiceError } from '../operation/errors.ts';

/** Where a signature stood in the request. */
export type SignaturePlace = 'header' | 'query';

/** A SigV4 claim that does not hold together, before any secret was looked at. */
export interface ScopeFault {
  readonly fault: 'region' | 'service' | 'terminator' | 'date';
  readonly place: SignaturePlace;
  readonly given: string;
  readonly expected: string;
  /** The X-Amz-Date of the request, for faults of the date. */
  readonly amzDate: string;
}

/** What the server computed and the client sent, when they differ. */
export interface Mismatch {
  readonly accessKeyId: string;
  readonly stringToSign: string;
  readonly signatureProvided: string;
  /** SigV2 has none. */
  readonly canonicalRequest: string | undefined;
}

/**
 * The words for refusing a signature. S3 and the query services (IAM, STS) check the same things
 * and say it differently.
 */
export interface Refusals {
  unsupportedAlgorithm(authorization: string): ServiceError;
  unsupportedQueryAlgorithm(): ServiceError;
  incompleteHeader(authorization: string, missing: readonly string[]): ServiceError;
  incompleteQuery(): ServiceError;
  malformedCredential(place: SignaturePlace, credential: string): ServiceError;
  emptyAccessKey(place: SignaturePlace): ServiceError;
  scope(fault: ScopeFault): ServiceError;
  missingDate(): ServiceError;
  skewed(given: string, signedAtMs: number, nowMs: number): ServiceError;
  expiry(fault: 'not-a-number' | 'negative' | 'too-long'): ServiceError;
  malformedQueryDate(given: string): ServiceError;
  expired(signedAtMs: number, expiresSeconds: number, nowMs: number): ServiceError;
  notYetValid(signedAtMs: number, nowMs: number): ServiceError;
  headersNotSigned(names: readonly string[]): ServiceError;
  unknownKey(accessKeyId: string): ServiceError;
  invalidToken(): ServiceError;
  expiredToken(): ServiceError;
  mismatch(mismatch: Mismatch): ServiceError;
}
