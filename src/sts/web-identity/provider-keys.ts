import type { createLocalJWKSet, JSONWebKeySet } from 'jose';
import { RecentMap } from '../../identity/recent-map.ts';
import type { OidcProvider } from '../../store/identities.ts';
import type { Clock } from '../../store/surroundings.ts';

type KeySet = ReturnType<typeof createLocalJWKSet>;

/** Fetches a document. Rejects when it cannot be had. */
export type FetchDocument = (url: URL, thumbprints: readonly string[]) => Promise<Buffer>;

/** Issuers whose keys are kept. */
const issuersLimit = 1_000;
/** How long keys are believed. */
const keysLifeMs = 3_600_000;
/** A key that is not there is asked for again after this, and so are documents that failed. */
const refetchAfterMs = 30_000;
/** AWS takes 100 RSA keys and 100 EC keys of a provider. */
const keysLimit = 200;

/** The keys of an identity provider. */
export interface ProviderKeys {
  /**
   * The keys as they are known, or fetched now.
   * @param anew fetch again, because a key is missing, unless that was done a moment ago
   * @returns undefined when the provider gives none
   */
  of(provider: OidcProvider, anew?: boolean): Promise<KeySet | undefined>;
}

interface Known {
  readonly keys: KeySet | undefined;
  readonly fetchedAtMs: number;
}

/** Fetches the keys that providers publish and keeps them for a while, a fetch at a time for each. */
export function createProviderKeys(fetch: FetchDocument, clock: Clock): ProviderKeys {
  const known = new RecentMap<string, Known>(issuersLimit);
  const fetching = new Map<string, Promise<KeySet | undefined>>();
  const load = (name: string, provider: OidcProvider): Promise<KeySet | undefined> => {
    const running = fetching.get(name);
    if (running !== undefined) return running;
    const loading = published(fetch, provider)
      .catch(() => undefined)
      .then((keys) => {
        // While a provider cannot be reached, what it said last stays good for its time.
        const last = known.get(name);
        const isFresh = last !== undefined && clock() < last.fetchedAtMs + keysLifeMs;
        if (keys === undefined && isFresh && last.keys !== undefined) return last.keys;
        known.set(name, { keys, fetchedAtMs: clock() });
        return keys;
      })
      .finally(() => fetching.delete(name));
    fetching.set(name, loading);
    return loading;
  };
  return {
    of(provider, anew = false) {
      const { url, thumbprints } = provider;
      // Other thumbprints can make other keys trusted.
      const name = `${url} ${[...thumbprints].sort().join(' ')}`;
      const last = known.get(name);
      const wantsAnew = anew || last?.keys === undefined;
      const lifeMs = wantsAnew ? refetchAfterMs : keysLifeMs;
      if (last !== undefined && clock() < last.fetchedAtMs + lifeMs) {
        return Promise.resolve(last.keys);
      }
      return load(name, provider);
    },
  };
}

/** OpenID Connect Discovery 1.0, section 4: the configuration names its issuer and its keys. */
async function published(
  fetch: FetchDocument,
  { url, thumbprints }: OidcProvider,
): Promise<KeySet | undefined> {
  const issuer = `https://${url}`;
  const discovery = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const configuration = readObject(await fetch(discovery, thumbprints));
  const keysUrl = configuration.get('jwks_uri');
  if (configuration.get('issuer') !== issuer || typeof keysUrl !== 'string') return undefined;
  const document: unknown = JSON.parse((await fetch(new URL(keysUrl), thumbprints)).toString());
  if (!isKeySet(document)) return undefined;
  const jose = await import('jose');
  return jose.createLocalJWKSet(document);
}

function readObject(bytes: Buffer): ReadonlyMap<string, unknown> {
  const parsed: unknown = JSON.parse(bytes.toString('utf8'));
  return new Map(typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : []);
}

/** Whether a document has the form of a JWK Set; each key is checked when it is used. */
function isKeySet(document: unknown): document is JSONWebKeySet {
  if (typeof document !== 'object' || document === null || !('keys' in document)) return false;
  const { keys } = document;
  return (
    Array.isArray(keys) &&
    keys.length <= keysLimit &&
    keys.every((key: unknown) => typeof key === 'object' && key !== null && 'kty' in key)
  );
}
