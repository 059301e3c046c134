import type { ServiceError } from './errors.ts';
import { jsonContentType } from './json.ts';
import type { Reply } from './reply.ts';

/**
 * What AWS's JSON services call refusals for which S3, IAM and STS have other codes, and their one
 * status for them ("Common errors", of the KMS API reference).
 */
const jsonCodes: ReadonlyMap<string, string> = new Map([
  ['AccessDenied', 'AccessDeniedException'],
  ['ExpiredToken', 'ExpiredTokenException'],
  ['IncompleteSignature', 'IncompleteSignatureException'],
  ['InternalFailure', 'KMSInternalException'],
  ['InvalidClientTokenId', 'UnrecognizedClientException'],
  ['MissingAuthenticationToken', 'MissingAuthenticationTokenException'],
  ['SignatureDoesNotMatch', 'InvalidSignatureException'],
  ['SlowDown', 'ThrottlingException'],
]);

/** The error document of the JSON protocol. */
export function jsonErrorReply(error: ServiceError, requestId: string): Reply {
  const type = jsonCodes.get(error.code) ?? error.code;
  return {
    status: error.status >= 500 ? error.status : 400,
    headers: {
      ...error.headers,
      'content-type': jsonContentType,
      'x-amzn-requestid': requestId,
    },
    body: JSON.stringify({ __type: type, message: error.message }),
  };
}
