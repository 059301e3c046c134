import { ServiceError } from '../operation/errors.ts';
import type { Refusals, ScopeFault, SignaturePlace } from './refusals.ts';
import { formatAmzDate, formatIsoSeconds, MAX_CLOCK_SKEW_MS } from './signing-date.ts';

const MALFORMED_HEADER = 'The authorization header is malformed;';
const MALFORMED_CREDENTIAL = 'Error parsing the X-Amz-Credential parameter;';

/** An error about the credential, in the words of the place where the credential stood. */
function malformed(place: SignaturePlace, what: string, fields?: Record<string, string>) {
  return place === 'header'
    ? new ServiceError('AuthorizationHeaderMalformed', {
        message: `${MALFORMED_HEADER} ${what}`,
        fields,
      })
    : new ServiceError('AuthorizationQueryParametersError', {
        message: `${MALFORMED_CREDENTIAL} ${what}`,
        fields,
      });
}

function scopeFault({ fault, place, given, expected, amzDate }: ScopeFault): ServiceError {
  switch (fault) {
    case 'region':
      return malformed(place, `the region '${given}' is wrong; expecting '${expected}'`, {
        Region: expected,
      });
    case 'service':
      return malformed(
        place,
        `incorrect service "${given}". This endpoint belongs to "${expected}".`,
      );
    case 'terminator':
      return malformed(place, `incorrect terminal "${given}". This endpoint uses "aws4_request".`);
    case 'date':
      return malformed(
        place,
        /^\d{8}$/.test(given)
          ? `Invalid credential date "${given}". This date is not the same as X-Amz-Date: "${amzDate.slice(0, 8)}".`
          : `incorrect date format "${given}". This date in the credential must be in the format "yyyyMMdd".`,
      );
  }
}

const expiryMessages = {
  'not-a-number': 'X-Amz-Expires should be a number',
  negative: 'X-Amz-Expires must be non-negative',
  'too-long':
    'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
} as const;

/** S3's words. Source: "Error responses" of the S3 API reference, and what S3 answers. */
export const s3Refusals: Refusals = {
  unsupportedAlgorithm: (authorization) =>
    new ServiceError('InvalidArgument', {
      message: 'Unsupported Authorization Type',
      fields: { ArgumentName: 'Authorization', ArgumentValue: withoutSignature(authorization) },
    }),
  unsupportedQueryAlgorithm: () =>
    new ServiceError('AuthorizationQueryParametersError', {
      message: 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"',
    }),
  incompleteHeader: () =>
    malformed(
      'header',
      'the authorization header requires three components: Credential, SignedHeaders, and Signature.',
    ),
  incompleteQuery: () =>
    new ServiceError('AuthorizationQueryParametersError', {
      message:
        'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    }),
  malformedCredential: (place) =>
    malformed(
      place,
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    ),
  emptyAccessKey: (place) =>
    malformed(place, 'a non-empty Access Key (AKID) must be provided in the credential.'),
  scope: scopeFault,
  missingDate: () =>
    new ServiceError('AccessDenied', {
      message: 'AWS authentication requires a valid Date or x-amz-date header',
    }),
  skewed: (given, _signedAtMs, nowMs) =>
    new ServiceError('RequestTimeTooSkewed', {
      fields: {
        RequestTime: given,
        ServerTime: formatIsoSeconds(nowMs),
        MaxAllowedSkewMilliseconds: String(MAX_CLOCK_SKEW_MS),
      },
    }),
  // 403, not the code's usual 400: a request whose expiry is out of range is out of its time.
  expiry: (fault) =>
    new ServiceError('AuthorizationQueryParametersError', {
      message: expiryMessages[fault],
      status: fault === 'not-a-number' ? 400 : 403,
    }),
  malformedQueryDate: () =>
    new ServiceError('AuthorizationQueryParametersError', {
      message: "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"",
    }),
  expired: (signedAtMs, expiresSeconds, nowMs) =>
    new ServiceError('AccessDenied', {
      message: 'Request has expired',
      fields: {
        'X-Amz-Expires': String(expiresSeconds),
        Expires: formatIsoSeconds(signedAtMs + expiresSeconds * 1000),
        ServerTime: formatIsoSeconds(nowMs),
      },
    }),
  notYetValid: (signedAtMs, nowMs) =>
    new ServiceError('AccessDenied', {
      message: 'Request is not yet valid',
      fields: { 'X-Amz-Date': formatAmzDate(signedAtMs), ServerTime: formatIsoSeconds(nowMs) },
    }),
  headersNotSigned: (names) =>
    new ServiceError('AccessDenied', {
      message: 'There were headers present in the request which were not signed',
      fields: { HeadersNotSigned: names.join(', ') },
    }),
  unknownKey: (accessKeyId) =>
    new ServiceError('InvalidAccessKeyId', { fields: { AWSAccessKeyId: accessKeyId } }),
  invalidToken: () => new ServiceError('InvalidToken'),
  expiredToken: () => new ServiceError('ExpiredToken'),
  mismatch: ({ accessKeyId, stringToSign, signatureProvided, canonicalRequest }) =>
    new ServiceError('SignatureDoesNotMatch', {
      fields: {
        AWSAccessKeyId: accessKeyId,
        StringToSign: stringToSign,
        SignatureProvided: signatureProvided,
        StringToSignBytes: spacedHex(stringToSign),
        ...(canonicalRequest !== undefined && {
          CanonicalRequest: canonicalRequest,
          CanonicalRequestBytes: spacedHex(canonicalRequest),
        }),
      },
    }),
};

const LONGEST_ECHO = 256;

/** What the client sent, for its eyes, but short and without a signature that might be good. */
export function withoutSignature(authorization: string): string {
  return authorization.slice(0, LONGEST_ECHO).replace(/(Signature=)\S+/, '$1...');
}

/** `41 57 53`: the bytes of a text, as S3 prints them. */
function spacedHex(text: string): string {
  return Buffer.from(text, 'latin1')
    .toString('hex')
    .replaceAll(/..(?!$)/g, '$& ');
}
