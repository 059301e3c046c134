import { ServiceError } from '../../operation/errors.ts';
import type { HeaderFields, WireRequest } from '../../operation/request.ts';
import {
  algorithmOfHeader,
  type ChecksumAlgorithm,
  checksumAlgorithms,
  checksumHeader,
  parseAlgorithm,
  parseBase64,
  parseChecksum,
} from './algorithms.ts';

/** The checksum that a request promises for its body. */
export interface ChecksumClaim {
  readonly algorithm: ChecksumAlgorithm;
  /** Undefined when the value comes in a trailer. */
  readonly expected: Buffer | undefined;
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidRequest', { message });
}

/** S3's words for a checksum header that is no base64 of the right length. */
export function invalidChecksumValue(algorithm: ChecksumAlgorithm): ServiceError {
  return invalid(`Value for ${checksumHeader(algorithm)} header is invalid.`);
}

/**
 * What the checksum headers of a request promise, or undefined when it has none. Presigned URLs may
 * carry the fields in the query string.
 * @throws ServiceError InvalidRequest, in S3's words
 */
export function readChecksumClaim(request: WireRequest): ChecksumClaim | undefined {
  const claims: ChecksumClaim[] = [];
  for (const algorithm of checksumAlgorithms) {
    const text = request.headers.get(checksumHeader(algorithm));
    if (text === undefined) continue;
    const expected = parseChecksum(algorithm, text);
    if (expected === undefined) throw invalidChecksumValue(algorithm);
    claims.push({ algorithm, expected });
  }
  const inTrailer = trailerAlgorithm(request.headers);
  if (inTrailer !== undefined) claims.push({ algorithm: inTrailer, expected: undefined });
  const [claim] = claims;
  if (claims.length > 1) {
    throw invalid(
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  checkDeclaredAlgorithm(request.headers.get('x-amz-sdk-checksum-algorithm'), claim);
  return claim;
}

/** The algorithm that `x-amz-trailer` announces. */
function trailerAlgorithm(headers: HeaderFields): ChecksumAlgorithm | undefined {
  const announced = headers.get('x-amz-trailer');
  if (announced === undefined) return undefined;
  const algorithm = algorithmOfHeader(announced.trim().toLowerCase());
  if (algorithm === undefined) {
    throw invalid('The value specified in the x-amz-trailer header is not supported');
  }
  return algorithm;
}

function checkDeclaredAlgorithm(name: string | undefined, claim: ChecksumClaim | undefined): void {
  if (name === undefined) return;
  const algorithm = parseAlgorithm(name);
  if (algorithm === undefined) {
    throw invalid(
      `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${checksumAlgorithms.join(', ')}]`,
    );
  }
  if (claim === undefined) {
    throw invalid(
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
  if (claim.algorithm !== algorithm) {
    throw invalid('Value for x-amz-sdk-checksum-algorithm header is invalid.');
  }
}

const MD5_BYTES = 16;

/** The MD5 that Content-MD5 promises. @throws ServiceError InvalidDigest */
export function readContentMd5(headers: HeaderFields): Buffer | undefined {
  const text = headers.get('content-md5');
  if (text === undefined) return undefined;
  const value = parseBase64(text, MD5_BYTES);
  if (value === undefined) {
    throw new ServiceError('InvalidDigest', { fields: { 'Content-MD5': text } });
  }
  return value;
}
