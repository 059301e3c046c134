import { ServiceError } from '../operation/errors.ts';
import type { WireRequest } from '../operation/request.ts';
import type { VerifiedSignature } from './sigv4/verify.ts';

/** What the body of a request must turn out to be before anything may be kept of it. */
export type BodyCheck =
  /** Nobody vouches for the body: UNSIGNED-PAYLOAD, SigV2, anonymous. */
  | { readonly kind: 'unsigned' }
  /** The whole body has this SHA-256, in lower-case hexadecimal digits. */
  | { readonly kind: 'sha256'; readonly sha256Hex: string }
  /** The body was read before authentication, and the signature covers its hash. */
  | { readonly kind: 'verified' }
  /** aws-chunked framing, with or without a signature in each chunk, with or without trailers. */
  | {
      readonly kind: 'chunked';
      readonly signature: VerifiedSignature | undefined;
      readonly trailer: boolean;
    };

const streamingModes = new Map([
  ['STREAMING-UNSIGNED-PAYLOAD-TRAILER', { isSigned: false, trailer: true }],
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', { isSigned: true, trailer: false }],
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', { isSigned: true, trailer: true }],
]);

const ACCEPTED_PAYLOADS =
  'UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER';

/**
 * What S3's payload declaration asks of the body.
 * @param declared the value of x-amz-content-sha256, undefined where the request has none
 * @param signature the request's own signature, undefined for SigV2 and anonymous requests
 * @throws ServiceError InvalidArgument for a value that is none, or signed chunks without a key
 */
export function bodyCheckOf(
  declared: string | undefined,
  signature: VerifiedSignature | undefined,
): BodyCheck {
  if (declared === undefined || declared === 'UNSIGNED-PAYLOAD') return { kind: 'unsigned' };
  const mode = streamingModes.get(declared);
  if (mode === undefined) {
    if (/^[0-9a-f]{64}$/.test(declared)) return { kind: 'sha256', sha256Hex: declared };
    throw invalidDeclaration(declared);
  }
  if (!mode.isSigned) return { kind: 'chunked', signature: undefined, trailer: mode.trailer };
  if (signature === undefined) throw invalidDeclaration(declared);
  return { kind: 'chunked', signature, trailer: mode.trailer };
}

/** The payload declaration of a request: a header, or a parameter of a presigned URL. */
export function declaredPayload(request: WireRequest): string | undefined {
  return request.headers.get('x-amz-content-sha256') ?? request.query.get('X-Amz-Content-Sha256');
}

function invalidDeclaration(value: string): ServiceError {
  return new ServiceError('InvalidArgument', {
    message: `x-amz-content-sha256 must be ${ACCEPTED_PAYLOADS} or a valid sha256 value.`,
    fields: { ArgumentName: 'x-amz-content-sha256', ArgumentValue: value },
  });
}
