import type { JWTPayload } from 'jose';
import { oidcProviderArn } from '../../identity/arns.ts';
import type { WebIdentity } from '../../identity/web-identity.ts';
import { ServiceError } from '../../operation/errors.ts';
import type { IdentityStore, OidcProvider } from '../../store/identities.ts';
import type { Clock } from '../../store/surroundings.ts';
import { readClaims } from './claims.ts';
import type { ProviderKeys } from './provider-keys.ts';

/** What AWS verifies ("AssumeRoleWithWebIdentity"): never `none`, never a shared secret. */
const algorithms = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];
const requiredClaims = ['iss', 'sub', 'aud', 'exp', 'iat'];
/** Seconds that the clocks of a provider and of this server may differ. */
const skewSeconds = 30;

export interface TokenVerification {
  readonly identities: IdentityStore;
  readonly providerKeys: ProviderKeys;
  readonly clock: Clock;
}

/**
 * Verifies a web identity token against the providers of an account.
 * @throws ServiceError InvalidIdentityToken, ExpiredTokenException
 */
export async function verifyToken(
  token: string,
  accountId: string,
  verification: TokenVerification,
): Promise<WebIdentity> {
  // Loaded with the first token: it takes 6 MiB of each worker, and most servers never see one.
  const jose = await import('jose');
  const issuer = issuerOf(jose, token);
  const url = issuer.slice('https://'.length);
  const provider = issuer.startsWith('https://')
    ? await verification.identities.oidcProvider(oidcProviderArn(accountId, url))
    : undefined;
  if (provider?.url !== url) {
    throw invalid(`No OpenIDConnect provider found in your account for ${issuer}`);
  }
  const payload = await verifiedPayload(jose, { token, issuer, provider }, verification);
  const all = [payload.aud].flat().filter((audience) => typeof audience === 'string');
  // The types of claims are the provider's word, too.
  if (typeof payload.sub !== 'string') throw new ServiceError('InvalidIdentityToken');
  const party = typeof payload.azp === 'string' ? [payload.azp] : all;
  const accepted = party.find((audience) => provider.clientIds.includes(audience));
  if (accepted === undefined) throw invalid('Incorrect token audience');
  return readClaims(payload, provider, { all, accepted });
}

type Jose = typeof import('jose');

/** The issuer that a token claims, not proven yet: it says whose keys to verify it with. */
function issuerOf({ decodeJwt }: Jose, token: string): string {
  let issuer: unknown;
  try {
    issuer = decodeJwt(token).iss;
  } catch {
    throw invalid(
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    );
  }
  if (typeof issuer === 'string') return issuer;
  throw invalid('Missing a required claim: iss');
}

interface ClaimedToken {
  readonly token: string;
  readonly issuer: string;
  readonly provider: OidcProvider;
}

async function verifiedPayload(
  { errors, jwtVerify }: Jose,
  { token, issuer, provider }: ClaimedToken,
  { providerKeys, clock }: TokenVerification,
): Promise<JWTPayload> {
  const nowMs = clock();
  const verified = async (anew: boolean): Promise<JWTPayload> => {
    const keys = await providerKeys.of(provider, anew);
    if (keys === undefined) throw noKey();
    const { payload } = await jwtVerify(token, keys, {
      algorithms,
      issuer,
      requiredClaims,
      clockTolerance: skewSeconds,
      currentDate: new Date(nowMs),
    });
    return payload;
  };
  try {
    // A key that is not known may be one that the provider began to use since.
    return await verified(false).catch((error: unknown) => {
      if (error instanceof errors.JWKSNoMatchingKey) return verified(true);
      throw error;
    });
  } catch (error) {
    throw refusalOf(errors, error, nowMs);
  }
}

function refusalOf(errors: Jose['errors'], error: unknown, nowMs: number): unknown {
  if (error instanceof ServiceError) return error;
  if (error instanceof errors.JWKSNoMatchingKey) return noKey();
  if (error instanceof errors.JWTExpired) {
    const now = Math.floor(nowMs / 1000);
    return new ServiceError('ExpiredTokenException', {
      message: `Token expired: current date/time ${now} must be before the expiration date/time ${error.payload.exp}`,
    });
  }
  if (error instanceof errors.JWTClaimValidationFailed && error.reason === 'missing') {
    return invalid(`Missing a required claim: ${error.claim}`);
  }
  // Algorithm, signature and form are refused alike: which of them is nobody's business.
  return error instanceof errors.JOSEError ? new ServiceError('InvalidIdentityToken') : error;
}

function noKey(): ServiceError {
  return invalid(
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
  );
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidIdentityToken', { message });
}
