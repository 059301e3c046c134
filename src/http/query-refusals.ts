import { hash } from 'node:crypto';
import { ServiceError } from '../operation/errors.ts';
import type { Refusals, ScopeFault } from './refusals.ts';
import { formatAmzDate, MAX_CLOCK_SKEW_MS } from './signing-date.ts';

function mismatchBecause(message: string): ServiceError {
  return new ServiceError('SignatureDoesNotMatch', { message });
}

function incomplete(message: string): ServiceError {
  return new ServiceError('IncompleteSignature', { message });
}

function scopeFault({ fault, given, expected, amzDate }: ScopeFault): ServiceError {
  switch (fault) {
    case 'region':
      return mismatchBecause('Credential should be scoped to a valid region. ');
    case 'service':
      return mismatchBecause(`Credential should be scoped to correct service: '${expected}'. `);
    case 'terminator':
      return mismatchBecause(
        `Credential should be scoped with a valid terminator: 'aws4_request', not '${given}'.`,
      );
    case 'date':
      return mismatchBecause(
        `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${given}' != '${amzDate.slice(0, 8)}', from '${amzDate}'.`,
      );
  }
}

/** `20130524T000000Z is now earlier than 20130524T001501Z (20130524T003001Z - 15 min.)` */
function late(untilMs: number, nowMs: number, skewMs: number): ServiceError {
  const bound = formatAmzDate(nowMs - skewMs);
  return mismatchBecause(
    `Signature expired: ${formatAmzDate(untilMs)} is now earlier than ${bound} (${formatAmzDate(nowMs)} - ${skewMs / 60_000} min.)`,
  );
}

function early(signedAtMs: number, nowMs: number): ServiceError {
  const bound = formatAmzDate(nowMs + MAX_CLOCK_SKEW_MS);
  return mismatchBecause(
    `Signature not yet current: ${formatAmzDate(signedAtMs)} is still later than ${bound} (${formatAmzDate(nowMs)} + 15 min.)`,
  );
}

const expiryMessages = {
  'not-a-number': "'X-Amz-Expires' should be a number.",
  negative: "'X-Amz-Expires' must be non-negative.",
  'too-long': "'X-Amz-Expires' must be less than a week (in seconds).",
} as const;

const UNSUPPORTED_ALGORITHM = "Unsupported AWS 'algorithm': use AWS4-HMAC-SHA256.";

/** The words of IAM and STS. Source: the "Common errors" pages and what the services answer. */
export const queryRefusals: Refusals = {
  unsupportedAlgorithm: () => incomplete(UNSUPPORTED_ALGORITHM),
  unsupportedQueryAlgorithm: () => incomplete(UNSUPPORTED_ALGORITHM),
  incompleteHeader: (authorization, missing) =>
    incomplete(
      `${missing.map((part) => `Authorization header requires '${part}' parameter.`).join(' ')} (Hashed with SHA-256 and encoded with Base64) Authorization=${hash('sha256', authorization, 'base64')}`,
    ),
  incompleteQuery: () =>
    incomplete(
      "AWS query-string parameters must include 'X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date' and 'X-Amz-Expires'. Re-examine the query-string parameters.",
    ),
  malformedCredential: (_place, credential) =>
    incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    ),
  emptyAccessKey: () => new ServiceError('InvalidClientTokenId'),
  scope: scopeFault,
  missingDate: () =>
    incomplete(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    ),
  skewed: (_given, signedAtMs, nowMs) =>
    signedAtMs < nowMs ? late(signedAtMs, nowMs, MAX_CLOCK_SKEW_MS) : early(signedAtMs, nowMs),
  expiry: (fault) => incomplete(expiryMessages[fault]),
  malformedQueryDate: (given) =>
    incomplete(
      `Date must be in ISO-8601 'basic format'. Got '${given}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    ),
  expired: (signedAtMs, expiresSeconds, nowMs) =>
    late(signedAtMs + expiresSeconds * 1000, nowMs, 0),
  notYetValid: early,
  headersNotSigned: (names) =>
    mismatchBecause(
      names
        .map(
          (name) =>
            `'${name === 'host' ? 'Host' : name}' must be a 'SignedHeader' in the AWS Authorization.`,
        )
        .join(' '),
    ),
  unknownKey: () => new ServiceError('InvalidClientTokenId'),
  invalidToken: () => new ServiceError('InvalidClientTokenId'),
  expiredToken: () =>
    new ServiceError('ExpiredToken', {
      message: 'The security token included in the request is expired',
      status: 403,
    }),
  mismatch: () =>
    mismatchBecause(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    ),
};
