import type { WireRequest } from '../../operation/request.ts';
import { hasTwice } from '../query-string.ts';
import type { Refusals, SignaturePlace } from '../refusals.ts';
import { parseAmzDate, parseSigningDate } from '../signing-date.ts';

export const ALGORITHM = 'AWS4-HMAC-SHA256';

/** A credential as the request names it: `AKID/20130524/us-east-1/s3/aws4_request`. */
export interface CredentialScope {
  /** The whole text. */
  readonly credential: string;
  readonly accessKeyId: string;
  readonly day: string;
  /** Some clients of IAM and STS leave it empty. */
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

/** What a request says about its signature. Nothing of it is proven yet. */
export interface SigV4Claim {
  readonly place: SignaturePlace;
  readonly scope: CredentialScope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly signedAtMs: number;
  /** The same, as `20130524T000000Z`. */
  readonly amzDate: string;
  /** The date as the client sent it; in a header it may be an RFC 2822 one. */
  readonly sentDate: string;
  /** Only in query strings. */
  readonly expiresSeconds: number | undefined;
  readonly sessionToken: string | undefined;
}

/** Access keys may hold slashes in principle, so the last four parts are split off. */
export function parseCredential(credential: string): CredentialScope | undefined {
  const parts = credential.split('/');
  const [day, region, service, terminator] = parts.slice(-4);
  if (parts.length < 5 || day === undefined || region === undefined) return undefined;
  if (service === undefined || terminator === undefined) return undefined;
  const accessKeyId = parts.slice(0, -4).join('/');
  return { credential, accessKeyId, day, region, service, terminator };
}

/** The scope that a request claims in header or query string, for telling services apart. */
export function claimedScope(request: WireRequest): CredentialScope | undefined {
  const authorization = request.headers.get('authorization');
  const credential = authorization?.startsWith(ALGORITHM)
    ? authorizationParts(authorization).get('Credential')
    : request.query.get('X-Amz-Credential');
  return credential === undefined ? undefined : parseCredential(credential);
}

/** `AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...`; white space is optional. */
function authorizationParts(authorization: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const piece of authorization.slice(ALGORITHM.length).split(',')) {
    const equals = piece.indexOf('=');
    if (equals > 0) parts.set(piece.slice(0, equals).trim(), piece.slice(equals + 1).trim());
  }
  return parts;
}

const headerParts = ['Credential', 'Signature', 'SignedHeaders'] as const;

/** What an Authorization header says besides the signature. */
interface SignedParts {
  readonly scope: CredentialScope;
  readonly signedHeaders: readonly string[];
}

const signatureDigits = /Signature=[0-9a-f]{64}$/;
const signatureLength = 64;
const rememberedLimit = 1_000;

/**
 * What headers said, by their text before the signature: a client says the same with each request
 * of a day, and parsing it took 2 us of each. That it is known proves nothing.
 */
const remembered = new Map<string, SignedParts>();

/** @throws ServiceError in the words of the service when a part is missing or malformed */
export function readHeaderClaim(
  request: WireRequest,
  authorization: string,
  refusals: Refusals,
): SigV4Claim {
  const { scope, signedHeaders, signature } = readHeaderParts(authorization, refusals);
  const sentDate = request.headers.get('x-amz-date') ?? request.headers.get('date') ?? '';
  const date = parseSigningDate(sentDate);
  if (date === undefined) throw refusals.missingDate();
  return {
    place: 'header',
    scope,
    signedHeaders,
    signature,
    signedAtMs: date.timeMs,
    amzDate: date.amzDate,
    sentDate,
    expiresSeconds: undefined,
    sessionToken: request.headers.get('x-amz-security-token'),
  };
}

function readHeaderParts(
  authorization: string,
  refusals: Refusals,
): SignedParts & { readonly signature: string } {
  if (!signatureDigits.test(authorization)) return parseHeaderParts(authorization, refusals);
  const before = authorization.slice(0, -signatureLength);
  const known = remembered.get(before);
  if (known !== undefined) return { ...known, signature: authorization.slice(-signatureLength) };
  const { signature, ...signed } = parseHeaderParts(authorization, refusals);
  if (remembered.size >= rememberedLimit) remembered.clear();
  remembered.set(before, signed);
  return { ...signed, signature };
}

function parseHeaderParts(
  authorization: string,
  refusals: Refusals,
): SignedParts & { readonly signature: string } {
  const parts = authorizationParts(authorization);
  const [credential, signature, signedHeaders] = headerParts.map((part) => parts.get(part));
  if (!credential || !signature || !signedHeaders) {
    throw refusals.incompleteHeader(
      authorization,
      headerParts.filter((part) => !parts.get(part)),
    );
  }
  const scope = readScope('header', credential, refusals);
  return { scope, signedHeaders: signedHeaders.split(';'), signature };
}

function readScope(place: SignaturePlace, credential: string, refusals: Refusals): CredentialScope {
  const scope = parseCredential(credential);
  if (scope === undefined) throw refusals.malformedCredential(place, credential);
  if (scope.accessKeyId === '') throw refusals.emptyAccessKey(place);
  return scope;
}

/** A week: the longest life of a presigned URL. */
const MAX_EXPIRES_SECONDS = 604_800;

/** What carries the proof of a presigned request: said twice, it could be read in two ways. */
const proofParameters: ReadonlySet<string> = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-Security-Token',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
]);

/** @throws ServiceError in the words of the service: a parameter missing, malformed or doubled */
export function readQueryClaim(request: WireRequest, refusals: Refusals): SigV4Claim {
  const { query } = request;
  const algorithm = query.get('X-Amz-Algorithm');
  const credential = query.get('X-Amz-Credential');
  const signature = query.get('X-Amz-Signature');
  const signedHeaders = query.get('X-Amz-SignedHeaders');
  const date = query.get('X-Amz-Date');
  const expires = query.get('X-Amz-Expires');
  if (!algorithm || !credential || !signature || !signedHeaders || !date || !expires) {
    throw refusals.incompleteQuery();
  }
  if (hasTwice(query, proofParameters)) throw refusals.incompleteQuery();
  if (algorithm !== ALGORITHM) throw refusals.unsupportedQueryAlgorithm();
  const scope = readScope('query', credential, refusals);
  const signedAtMs = parseAmzDate(date);
  if (signedAtMs === undefined) throw refusals.malformedQueryDate(date);
  return {
    place: 'query',
    scope,
    signedHeaders: signedHeaders.split(';'),
    signature,
    signedAtMs,
    amzDate: date,
    sentDate: date,
    expiresSeconds: readExpires(expires, refusals),
    sessionToken: query.get('X-Amz-Security-Token') ?? request.headers.get('x-amz-security-token'),
  };
}

function readExpires(text: string, refusals: Refusals): number {
  if (!/^-?\d{1,15}$/.test(text)) throw refusals.expiry('not-a-number');
  const seconds = Number(text);
  if (seconds < 0) throw refusals.expiry('negative');
  if (seconds > MAX_EXPIRES_SECONDS) throw refusals.expiry('too-long');
  return seconds;
}
