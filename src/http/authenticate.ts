import type {
  Authentication,
  Caller,
  CredentialLookup,
  CredentialRecord,
} from '../identity/caller.ts';
import type { ConsoleSession, ConsoleSessions } from '../identity/console-sessions.ts';
import type { WebIdentity } from '../identity/web-identity.ts';
import { ServiceError } from '../operation/errors.ts';
import type { HeaderFields, WireRequest } from '../operation/request.ts';
import { type BodyCheck, bodyCheckOf, declaredPayload } from './body-check.ts';
import { readFormClaim, verifyForm } from './post-form/form-signature.ts';
import { queryRefusals } from './query-refusals.ts';
import type { Refusals } from './refusals.ts';
import { s3Refusals, withoutSignature } from './s3-refusals.ts';
import { readSessionClaim, type SessionRefusal } from './session-claim.ts';
import { readSigV2Header, readSigV2Query, type SigV2Claim, verifySigV2 } from './sigv2/verify.ts';
import { ALGORITHM, readHeaderClaim, readQueryClaim, type SigV4Claim } from './sigv4/claim.ts';
import { checkClaim, type VerifiedSignature, verifySignature } from './sigv4/verify.ts';

/** The service that a request was routed to; anything but `s3` speaks the query protocol's words. */
export type ServiceName = 's3' | 'iam' | 'sts' | 'kms' | 'cloudtrail' | 'access-analyzer';

export interface AuthenticateOptions {
  /** Where the request was routed; the credential scope must name the same service. */
  readonly service: ServiceName;
  /** The region of the S3 endpoint; undefined accepts any. The other services accept any. */
  readonly region: string | undefined;
  /** The bucket that the Host header names, in virtual-host style; SigV2 signs it. */
  readonly virtualHostBucket?: string | undefined;
  /**
   * SHA-256 of the whole body in hexadecimal digits. Needed for every service but S3: their
   * signatures cover the body itself, so it is read first.
   */
  readonly bodySha256?: string | undefined;
}

/** Looks an access key up. Gives a promise only when the answer was not in memory. */
export type CredentialResolver = (
  accessKeyId: string,
  sessionToken: string | undefined,
) => CredentialLookup | Promise<CredentialLookup>;

export interface Authenticated {
  readonly caller: Caller;
  readonly bodyCheck: BodyCheck;
}

type Claim =
  | { readonly version: 4; readonly sigV4: SigV4Claim }
  | { readonly version: 2; readonly sigV2: SigV2Claim };

/**
 * Find out who sent a request, or refuse it: the only maker of a Caller. A request without any
 * credential is the anonymous caller's; the policies decide what that one may do.
 * @throws ServiceError in the words of the service (or rejects with it, when `resolve` is slow)
 */
export function authenticate(
  request: WireRequest,
  resolve: CredentialResolver,
  options: AuthenticateOptions,
): Authenticated | Promise<Authenticated> {
  if (request.sessionCaller !== undefined) return inSession(request.sessionCaller, options);
  // A preflight asks about another request, whose URL may be presigned; it is signed by nobody.
  if (request.method === 'OPTIONS') return anonymous(request, options);
  const refusals = options.service === 's3' ? s3Refusals : queryRefusals;
  const claim = readClaim(request, options, refusals);
  if (claim === undefined) return anonymous(request, options);
  const { accessKeyId, sessionToken } = namedKey(claim);
  const lookup = resolve(accessKeyId, sessionToken);
  return lookup instanceof Promise
    ? lookup.then((found) => conclude(request, claim, found, options, refusals))
    : conclude(request, claim, lookup, options, refusals);
}

/** TLS, or the loopback of a console without it, protects the body; no signature covers it. */
function inSession(caller: Caller, { service }: AuthenticateOptions): Authenticated {
  return { caller, bodyCheck: { kind: service === 's3' ? 'unsigned' : 'verified' } };
}

/** @throws ServiceError InvalidArgument when a request brings credentials in two ways */
function readClaim(
  request: WireRequest,
  options: AuthenticateOptions,
  refusals: Refusals,
): Claim | undefined {
  const { headers, query } = request;
  // An empty Authorization header says nothing; S3 takes such a request for an anonymous one.
  const authorization = headers.get('authorization') || undefined;
  const inQuery4 = query.has('X-Amz-Algorithm') || query.has('X-Amz-Signature');
  const inQuery2 = query.has('AWSAccessKeyId') || query.has('Signature');
  if (Number(authorization !== undefined) + Number(inQuery4) + Number(inQuery2) > 1) {
    throw new ServiceError('InvalidArgument', {
      message:
        'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
      fields: {
        ArgumentName: 'Authorization',
        ArgumentValue: withoutSignature(authorization ?? ''),
      },
    });
  }
  if (inQuery4) return checkedClaim(request, readQueryClaim(request, refusals), options, refusals);
  if (authorization?.startsWith(`${ALGORITHM} `)) {
    const claim = readHeaderClaim(request, authorization, refusals);
    return checkedClaim(request, claim, options, refusals);
  }
  if (options.service === 's3') {
    if (inQuery2) return { version: 2, sigV2: readSigV2Query(request) };
    if (authorization?.startsWith('AWS ')) {
      return { version: 2, sigV2: readSigV2Header(request, authorization) };
    }
  }
  if (authorization !== undefined) throw refusals.unsupportedAlgorithm(authorization);
  return undefined;
}

function checkedClaim(
  request: WireRequest,
  sigV4: SigV4Claim,
  options: AuthenticateOptions,
  refusals: Refusals,
): Claim {
  const { service } = options;
  const region = service === 's3' ? options.region : undefined;
  checkClaim(request, sigV4, { region, service }, refusals);
  return { version: 4, sigV4 };
}

function namedKey(claim: Claim): NamedKey {
  if (claim.version === 2) return claim.sigV2;
  const { scope, sessionToken } = claim.sigV4;
  return { accessKeyId: scope.accessKeyId, sessionToken };
}

/** Stands in for the secret of a key that nobody has, so that refusing it takes as long. */
const DUMMY_SECRET = 'no key has this secret, and nothing is ever accepted with it';

function conclude(
  request: WireRequest,
  claim: Claim,
  lookup: CredentialLookup,
  options: AuthenticateOptions,
  refusals: Refusals,
): Authenticated {
  const refusal = lookupRefusal(namedKey(claim), lookup, refusals);
  if (refusal !== undefined || lookup.kind !== 'found') {
    try {
      verify(request, claim, DUMMY_SECRET, options, refusals);
    } catch {
      // The result is of no interest: the key was refused already.
    }
    throw refusal ?? new ServiceError('InternalError');
  }
  const { credential } = lookup;
  const bodyCheck = verify(request, claim, credential.secretAccessKey, options, refusals);
  return { caller: caller(credential, authenticationOf(request, claim)), bodyCheck };
}

interface NamedKey {
  readonly accessKeyId: string;
  readonly sessionToken: string | undefined;
}

function lookupRefusal(
  { accessKeyId, sessionToken }: NamedKey,
  lookup: CredentialLookup,
  refusals: Refusals,
): ServiceError | undefined {
  switch (lookup.kind) {
    case 'unknown':
    case 'inactive':
      return refusals.unknownKey(accessKeyId);
    case 'expired-token':
      return refusals.expiredToken();
    case 'invalid-token':
      return refusals.invalidToken();
    case 'found': {
      const { kind, secretAccessKey } = lookup.credential;
      if (secretAccessKey === '') return refusals.unknownKey(accessKeyId);
      if (kind === 'long-term' && sessionToken !== undefined) return refusals.invalidToken();
      // A temporary key is no key without its token.
      if (kind === 'temporary' && !sessionToken) return refusals.unknownKey(accessKeyId);
      return undefined;
    }
  }
}

/** Check the signature and say what the body must be. @throws ServiceError */
function verify(
  request: WireRequest,
  claim: Claim,
  secret: string,
  options: AuthenticateOptions,
  refusals: Refusals,
): BodyCheck {
  if (claim.version === 2) {
    verifySigV2(request, claim.sigV2, secret, options.virtualHostBucket);
    return bodyCheckOf(declaredPayload(request), undefined);
  }
  const { sigV4 } = claim;
  const check = (payloadHash: string): VerifiedSignature =>
    verifySignature(
      request,
      sigV4,
      secret,
      payloadHash,
      options.service === 's3' ? 's3' : 'normalised',
      refusals,
    );
  if (options.service !== 's3') {
    if (options.bodySha256 === undefined) throw new Error('the body must be read first');
    check(options.bodySha256);
    return { kind: 'verified' };
  }
  const declared = declaredPayload(request);
  if (declared === undefined && sigV4.place === 'header') {
    throw new ServiceError('InvalidRequest', {
      message: 'Missing required header for this request: x-amz-content-sha256',
    });
  }
  return bodyCheckOf(declared, check(declared ?? 'UNSIGNED-PAYLOAD'));
}

function authenticationOf(request: WireRequest, claim: Claim): Authentication {
  const { place, signedAtMs } = claim.version === 2 ? claim.sigV2 : claim.sigV4;
  const scope = claim.version === 4 ? claim.sigV4.scope : undefined;
  return {
    method: place,
    signatureVersion: claim.version === 4 ? ALGORITHM : 'AWS',
    signatureAgeMs: signatureAge(request, signedAtMs),
    scopeRegion: scope?.region,
    scopeService: scope?.service ?? 's3',
  };
}

function signatureAge(request: WireRequest, signedAtMs: number | undefined): number | undefined {
  return signedAtMs === undefined ? undefined : Math.max(0, request.receivedAtMs - signedAtMs);
}

const noSignature: Authentication = {
  method: 'anonymous',
  signatureVersion: undefined,
  signatureAgeMs: undefined,
  scopeRegion: undefined,
  scopeService: undefined,
};

function anonymous(request: WireRequest, options: AuthenticateOptions): Authenticated {
  const bodyCheck: BodyCheck =
    options.service === 's3'
      ? bodyCheckOf(declaredPayload(request), undefined)
      : { kind: 'verified' };
  return { caller: caller(undefined, noSignature), bodyCheck };
}

/**
 * Find out who signed a browser's form; its policy is checked by `checkPostPolicy`. A form without
 * policy and signature is anonymous.
 * @param region of the endpoint; undefined accepts any
 * @throws ServiceError in S3's words
 */
export async function authenticateForm(
  request: WireRequest,
  fields: HeaderFields,
  resolve: CredentialResolver,
  region: string | undefined,
): Promise<Caller> {
  if (request.headers.get('authorization')) throw s3Refusals.unsupportedAlgorithm('');
  const claim = readFormClaim(fields, region);
  if (claim === undefined) return anonymous(request, { service: 's3', region }).caller;
  const lookup = await resolve(claim.accessKeyId, claim.sessionToken);
  const refusal = lookupRefusal(claim, lookup, s3Refusals);
  if (refusal !== undefined || lookup.kind !== 'found') {
    throw refusal ?? new ServiceError('InternalError');
  }
  verifyForm(claim, lookup.credential.secretAccessKey);
  return caller(lookup.credential, {
    method: 'post-form',
    signatureVersion: claim.scope === undefined ? 'AWS' : ALGORITHM,
    signatureAgeMs: signatureAge(request, claim.signedAtMs),
    scopeRegion: claim.scope?.region,
    scopeService: 's3',
  });
}

const anonymousPrincipal: CredentialRecord['principal'] = {
  kind: 'anonymous',
  arn: '',
  accountId: '',
  userId: '',
};

/**
 * The caller of a request that brings the verified token of an identity provider. It is of no
 * account: all that it can be allowed is what a trust policy says of its provider.
 */
export function callerByWebIdentity(webIdentity: WebIdentity): Caller {
  const { providerArn, provider, audience, subject } = webIdentity;
  const userId = `${provider}:${audience}:${subject}`;
  const principal = { kind: 'web-identity', arn: providerArn, accountId: '', userId } as const;
  const authentication = { ...noSignature, method: 'web-identity' } as const;
  return branded({ principal, credential: undefined, webIdentity, authentication });
}

/** A session of the console that was proven, and in whose name it speaks. */
export interface SessionProof {
  readonly token: string;
  readonly session: ConsoleSession;
  readonly caller: Caller;
}

/**
 * Find out whose session a request to the console brings. A request that changes something must
 * come from the console's own page and carry the token that only that page knows.
 */
export async function authenticateSession(
  request: WireRequest,
  sessions: Pick<ConsoleSessions, 'find'>,
): Promise<SessionProof | SessionRefusal> {
  const claim = readSessionClaim(request);
  if (typeof claim === 'string') return claim;
  const session = await sessions.find(claim.token);
  if (session === undefined) return 'no-session';
  const authentication = { ...noSignature, method: 'console' } as const;
  return { token: claim.token, session, caller: caller(session.credential, authentication) };
}

/**
 * The server itself, when it acts for one of S3's services. It signs nothing, and no request from
 * outside can become it; what it may do is what the policy of the resource says of the service.
 * @param service its principal, such as `logging.s3.amazonaws.com`
 */
export function serviceCaller(service: `${string}.amazonaws.com`): Caller {
  const principal = { kind: 'service', arn: service, accountId: '', userId: '' } as const;
  const proof = { principal, credential: undefined, webIdentity: undefined };
  return branded({ ...proof, authentication: noSignature });
}

type Proof = Pick<Caller, 'principal' | 'credential' | 'webIdentity' | 'authentication'>;

function caller(credential: CredentialRecord | undefined, authentication: Authentication): Caller {
  const principal = credential?.principal ?? anonymousPrincipal;
  return branded({ principal, credential, webIdentity: undefined, authentication });
}

function branded(proof: Proof): Caller {
  if (!isProven(proof)) throw new Error('unreachable');
  return proof;
}

/** The brand exists for the type checker only; this is the one place that gives it. */
function isProven(_proof: Proof): _proof is Caller {
  return true;
}
