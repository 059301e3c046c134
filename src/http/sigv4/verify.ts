import { hash } from 'node:crypto';
import type { WireRequest } from '../../operation/request.ts';
import type { Refusals } from '../refusals.ts';
import { MAX_CLOCK_SKEW_MS } from '../signing-date.ts';
import {
  canonicalPath,
  canonicalQuery,
  canonicalRequest,
  type PathStyle,
} from './canonical-request.ts';
import { ALGORITHM, type SigV4Claim } from './claim.ts';
import { deriveSigningKey, type HmacKey, SigningKeys, sameSignature } from './signing-key.ts';

/** What an endpoint accepts in a credential scope. */
export interface ScopeRules {
  /** The endpoint's region; undefined accepts every region, as IAM and STS do. */
  readonly region: string | undefined;
  readonly service: string;
}

/**
 * Everything that can be checked without a secret: scope, dates, and that each header which could
 * change what is done was signed.
 * @throws ServiceError in the words of the service
 */
export function checkClaim(
  request: WireRequest,
  claim: SigV4Claim,
  rules: ScopeRules,
  refusals: Refusals,
): void {
  const { scope, place, amzDate } = claim;
  const fault = (
    kind: 'region' | 'service' | 'terminator' | 'date',
    given: string,
    expected: string,
  ) => refusals.scope({ fault: kind, place, given, expected, amzDate });

  if (scope.terminator !== 'aws4_request') {
    throw fault('terminator', scope.terminator, 'aws4_request');
  }
  if (scope.service !== rules.service) throw fault('service', scope.service, rules.service);
  if (rules.region !== undefined && scope.region !== '' && scope.region !== rules.region) {
    throw fault('region', scope.region, rules.region);
  }
  if (scope.day !== amzDate.slice(0, 8)) throw fault('date', scope.day, amzDate.slice(0, 8));
  checkTime(claim, request.receivedAtMs, refusals);
  const unsigned = unsignedHeaders(request, claim.signedHeaders);
  if (unsigned.length > 0) throw refusals.headersNotSigned(unsigned);
}

function checkTime(claim: SigV4Claim, nowMs: number, refusals: Refusals): void {
  const { signedAtMs, expiresSeconds } = claim;
  if (expiresSeconds === undefined) {
    if (Math.abs(nowMs - signedAtMs) > MAX_CLOCK_SKEW_MS) {
      throw refusals.skewed(claim.sentDate, signedAtMs, nowMs);
    }
    return;
  }
  if (signedAtMs > nowMs + MAX_CLOCK_SKEW_MS) throw refusals.notYetValid(signedAtMs, nowMs);
  if (nowMs >= signedAtMs + expiresSeconds * 1000) {
    throw refusals.expired(signedAtMs, expiresSeconds, nowMs);
  }
}

/**
 * `host` and every `x-amz-*` header that arrived must be under the signature: otherwise whoever
 * holds a presigned URL could add x-amz-copy-source or x-amz-acl to it.
 */
function unsignedHeaders(request: WireRequest, signed: readonly string[]): string[] {
  const missing: string[] = [];
  if (!signed.includes('host')) missing.push('host');
  for (const [name] of request.headers.entries()) {
    if (name.startsWith('x-amz-') && !signed.includes(name)) missing.push(name);
  }
  return missing;
}

/** What a verified signature leaves behind for the chunks of its body. */
export interface VerifiedSignature {
  readonly accessKeyId: string;
  readonly signature: string;
  readonly signingKey: HmacKey;
  /** `20130524T000000Z` */
  readonly amzDate: string;
  /** `20130524/us-east-1/s3/aws4_request` */
  readonly scope: string;
}

const signingKeys = new SigningKeys();

/**
 * Compute the signature of a request and compare it with the claim's, in constant time.
 * @throws ServiceError SignatureDoesNotMatch
 */
export function verifySignature(
  request: WireRequest,
  claim: SigV4Claim,
  secret: string,
  payloadHash: string,
  pathStyle: PathStyle,
  refusals: Refusals,
): VerifiedSignature {
  const { scope, amzDate } = claim;
  const cached = signingKeys.get(scope.credential, secret);
  const signingKey = cached ?? deriveSigningKey(secret, scope.day, scope.region, scope.service);
  const scopeText = scope.credential.slice(scope.accessKeyId.length + 1);
  const parts = {
    path: canonicalPath(request.rawPath, pathStyle),
    query: canonicalQuery(request.query, claim.place === 'query' ? 'X-Amz-Signature' : undefined),
    signedHeaders: claim.signedHeaders,
    payloadHash,
  };
  const attempt = (path: string) => {
    const canonical = canonicalRequest(request, { ...parts, path });
    const digest = hash('sha256', Buffer.from(canonical, 'latin1'), 'hex');
    const stringToSign = `${ALGORITHM}\n${amzDate}\n${scopeText}\n${digest}`;
    const signature = signingKey.sign(stringToSign);
    return { canonical, stringToSign, matches: sameSignature(signature, claim.signature) };
  };

  const first = attempt(parts.path);
  // Some clients sign the path as they send it (lower-case escapes, `%2F`); the server that decodes
  // and encodes anew reads the same key from both, so either proves the same request.
  if (!first.matches && !(parts.path !== request.rawPath && attempt(request.rawPath).matches)) {
    throw refusals.mismatch({
      accessKeyId: scope.accessKeyId,
      stringToSign: first.stringToSign,
      signatureProvided: claim.signature,
      canonicalRequest: first.canonical,
    });
  }
  if (cached === undefined) signingKeys.keep(scope.credential, secret, signingKey);
  return {
    accessKeyId: scope.accessKeyId,
    signature: claim.signature,
    signingKey,
    amzDate,
    scope: scopeText,
  };
}
