import { createHmac } from 'node:crypto';
import { ServiceError } from '../../operation/errors.ts';
import type { WireRequest } from '../../operation/request.ts';
import { hasTwice } from '../query-string.ts';
import { s3Refusals, withoutSignature } from '../s3-refusals.ts';
import { formatIsoSeconds, MAX_CLOCK_SKEW_MS, parseSigningDate } from '../signing-date.ts';
import { sameSignature } from '../sigv4/signing-key.ts';
import { stringsToSign } from './string-to-sign.ts';

/** What a request says about its SigV2 signature. Nothing of it is proven yet. */
export interface SigV2Claim {
  readonly place: 'header' | 'query';
  readonly accessKeyId: string;
  readonly signature: string;
  readonly signedAtMs: number | undefined;
  /** The Expires parameter as sent. */
  readonly expires: string | undefined;
  readonly sessionToken: string | undefined;
}

/** `AWS AKID:signature`. @throws ServiceError InvalidArgument, AccessDenied, RequestTimeTooSkewed */
export function readSigV2Header(request: WireRequest, authorization: string): SigV2Claim {
  const match = /^AWS ([^:\s]+):(\S+)$/.exec(authorization);
  if (match === null) {
    throw new ServiceError('InvalidArgument', {
      message: 'AWS authorization header is invalid.  Expected AwsAccessKeyId:signature',
      fields: { ArgumentName: 'Authorization', ArgumentValue: withoutSignature(authorization) },
    });
  }
  const [, accessKeyId = '', signature = ''] = match;
  const sentDate = request.headers.get('x-amz-date') ?? request.headers.get('date') ?? '';
  const signedAtMs = parseSigningDate(sentDate)?.timeMs;
  if (signedAtMs === undefined) throw s3Refusals.missingDate();
  if (Math.abs(request.receivedAtMs - signedAtMs) > MAX_CLOCK_SKEW_MS) {
    throw s3Refusals.skewed(sentDate, signedAtMs, request.receivedAtMs);
  }
  const sessionToken = request.headers.get('x-amz-security-token');
  return { place: 'header', accessKeyId, signature, signedAtMs, expires: undefined, sessionToken };
}

const proofParameters: ReadonlySet<string> = new Set([
  'AWSAccessKeyId',
  'Expires',
  'Signature',
  'x-amz-security-token',
]);

/** `?AWSAccessKeyId=...&Expires=...&Signature=...`, each once. @throws ServiceError AccessDenied */
export function readSigV2Query(request: WireRequest): SigV2Claim {
  const { query } = request;
  const accessKeyId = query.get('AWSAccessKeyId');
  const signature = query.get('Signature');
  const expires = query.get('Expires');
  if (!accessKeyId || !signature || !expires || hasTwice(query, proofParameters)) {
    throw new ServiceError('AccessDenied', {
      message:
        'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters',
    });
  }
  if (!/^-?\d{1,12}$/.test(expires)) {
    throw new ServiceError('AccessDenied', {
      message: `Invalid date (should be seconds since epoch): ${expires}`,
    });
  }
  const untilMs = Number(expires) * 1000;
  if (request.receivedAtMs >= untilMs) {
    throw new ServiceError('AccessDenied', {
      message: 'Request has expired',
      fields: {
        Expires: formatIsoSeconds(untilMs),
        ServerTime: formatIsoSeconds(request.receivedAtMs),
      },
    });
  }
  const sessionToken =
    query.get('x-amz-security-token') ?? request.headers.get('x-amz-security-token');
  return { place: 'query', accessKeyId, signature, signedAtMs: undefined, expires, sessionToken };
}

/** The SigV2 signature of a text: HMAC-SHA-1, base64. */
export function signV2(secret: string, stringToSign: string): string {
  return createHmac('sha1', secret).update(stringToSign, 'latin1').digest('base64');
}

/** @throws ServiceError SignatureDoesNotMatch */
export function verifySigV2(
  request: WireRequest,
  claim: SigV2Claim,
  secret: string,
  bucket: string | undefined,
): void {
  const texts = stringsToSign(request, bucket, claim.expires);
  let matches = false;
  for (const text of texts) {
    if (sameSignature(signV2(secret, text), claim.signature)) matches = true;
  }
  if (matches) return;
  throw s3Refusals.mismatch({
    accessKeyId: claim.accessKeyId,
    stringToSign: texts[0] ?? '',
    signatureProvided: claim.signature,
    canonicalRequest: undefined,
  });
}
