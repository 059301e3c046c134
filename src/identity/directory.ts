import { hash } from 'node:crypto';
import type { Principal } from '../policy/index.ts';
import type { IdentityStore, KeySource, PrincipalSource } from '../store/identities.ts';
import type { Clock } from '../store/surroundings.ts';
import { awsManagedPolicy } from './aws-managed-policies/index.ts';
import type { CallerPolicies, CredentialLookup } from './caller.ts';
import {
  longTermCredential,
  longTermPrincipal,
  principalPolicies,
  type SessionPolicySource,
  sessionCredential,
} from './loaded-principal.ts';
import { createPolicyCompiler, type PolicyCompiler } from './policy-compiler.ts';
import { createEntityNames, type EntityNames } from './principal-names.ts';
import { RecentMap } from './recent-map.ts';
import type { SessionGrant, SessionTokens } from './session-token.ts';

/** Keys and sessions that are kept compiled in memory, each. */
const cachedCredentialsLimit = 10_000;

export interface DirectoryOptions {
  readonly identities: IdentityStore;
  /** Opens the envelope of a key's secret. */
  readonly openSecret: (accountId: string, accessKeyId: string, envelope: string) => string;
  /** The identity revision, over all processes; asked at each look-up. */
  readonly revision: () => number;
  readonly clock: Clock;
  /** Undefined: no temporary credentials are known. */
  readonly sessionTokens?: SessionTokens | undefined;
}

/** A principal and its policies as they are now, for simulation and reports. */
export interface DirectoryEntry {
  readonly source: PrincipalSource;
  /** Who acts; undefined for a role, which only sessions act for, and for a group. */
  readonly principal: Principal | undefined;
  readonly policies: CallerPolicies;
}

/** Who a credential belongs to, and what that one may do, as of this moment. */
export interface Directory extends EntityNames {
  /**
   * Looks a credential up: at once when it is in memory and nothing has changed since in any
   * process, otherwise by a promise. Rejects when a stored policy or secret cannot be read.
   */
  resolve(
    accessKeyId: string,
    sessionToken: string | undefined,
  ): CredentialLookup | Promise<CredentialLookup>;
  /** What a session of the console means now that a password began; kept in memory likewise. */
  signedIn(grant: SessionGrant): CredentialLookup | Promise<CredentialLookup>;
  /** By the ARN or unique id of a user, group or role, or by the account id or ARN of a root. */
  entry(arnOrId: string): Promise<DirectoryEntry | undefined>;
  /** The compiler whose memory the look-ups share. */
  readonly compiler: PolicyCompiler;
}

interface Cached {
  readonly revision: number;
  readonly lookup: CredentialLookup;
  /** Of temporary credentials. */
  readonly expiresAtMs: number;
}

const unknown: CredentialLookup = { kind: 'unknown' };
const inactive: CredentialLookup = { kind: 'inactive' };
const expiredToken: CredentialLookup = { kind: 'expired-token' };
const invalidToken: CredentialLookup = { kind: 'invalid-token' };
const never = Number.POSITIVE_INFINITY;

/** Finds what is in memory as of a revision, and loads the rest, the same thing once at a time. */
class RevisionCache {
  readonly #recent = new RecentMap<string, Cached>(cachedCredentialsLimit);
  readonly #loading = new Map<string, Promise<CredentialLookup>>();

  get(key: string, revision: number): Cached | undefined {
    const cached = this.#recent.get(key);
    return cached?.revision === revision ? cached : undefined;
  }

  load(key: string, revision: number, read: () => Promise<Cached>): Promise<CredentialLookup> {
    // A load that began before the last change may not answer for what came after it.
    const name = `${revision} ${key}`;
    const running = this.#loading.get(name);
    if (running !== undefined) return running;
    const loading = read()
      .then((cached) => {
        // Names that nobody has would let strangers push out the names that somebody has.
        if (cached.lookup.kind === 'found') this.#recent.set(key, cached);
        return cached.lookup;
      })
      .finally(() => this.#loading.delete(name));
    this.#loading.set(name, loading);
    return loading;
  }
}

/** The managed policies that a session names, those that are still there. */
async function sessionPolicySources(
  identities: IdentityStore,
  arns: readonly string[],
): Promise<SessionPolicySource[]> {
  const sources: SessionPolicySource[] = [];
  for (const arn of arns) {
    const policy = await identities.policy(arn);
    const version = policy && (await identities.policyVersion(arn, policy.defaultVersionId));
    const own = version && !('outcome' in version) ? version.document : undefined;
    const document = own ?? awsManagedPolicy(arn)?.document;
    if (document !== undefined) sources.push({ arn, document });
  }
  return sources;
}

/** Reads one kind of credential from the store. */
function readers({ identities, openSecret }: DirectoryOptions, compiler: PolicyCompiler) {
  const longTerm = (source: KeySource): CredentialLookup => {
    const { accountId, accessKeyId, sealedSecret, status } = source.key;
    if (status === 'Inactive') return inactive;
    const secret = openSecret(accountId, accessKeyId, sealedSecret);
    const credential = longTermCredential(source, secret, compiler);
    return credential ? { kind: 'found', credential } : unknown;
  };
  return {
    async key(accessKeyId: string): Promise<CredentialLookup> {
      const source = await identities.keySource(accessKeyId);
      return source ? longTerm(source) : unknown;
    },
    async session(grant: SessionGrant): Promise<CredentialLookup> {
      const source = await identities.principalSource(grant.principalId);
      if (source?.account.accountId !== grant.accountId) return invalidToken;
      if (grant.issuedAtMs < (source.sessionsRevokedBeforeMs ?? 0)) return expiredToken;
      const managed = await sessionPolicySources(identities, grant.policyArns);
      const credential = sessionCredential(source, grant, managed, compiler);
      return credential ? { kind: 'found', credential } : invalidToken;
    },
  };
}

/** Makes a directory with empty memory; one a process. */
export function createDirectory(options: DirectoryOptions): Directory {
  const { identities, revision, clock, sessionTokens } = options;
  const compiler = createPolicyCompiler();
  const read = readers(options, compiler);
  const names = createEntityNames(identities);
  const keys = new RevisionCache();
  const sessions = new RevisionCache();

  const resolveSession = (
    accessKeyId: string,
    token: string,
  ): CredentialLookup | Promise<CredentialLookup> => {
    const now = revision();
    // Tokens are long, and secrets themselves: the memory keeps neither as its key.
    const key = `${accessKeyId} ${hash('sha256', token, 'base64')}`;
    const cached = sessions.get(key, now);
    if (cached) return clock() >= cached.expiresAtMs ? expiredToken : cached.lookup;
    const opened = sessionTokens?.open(token) ?? { outcome: 'invalid' };
    if (opened.outcome === 'expired') return expiredToken;
    if (opened.outcome === 'invalid' || opened.grant.accessKeyId !== accessKeyId) {
      return invalidToken;
    }
    const { grant } = opened;
    return sessions.load(key, now, async () => ({
      revision: now,
      lookup: await read.session(grant),
      expiresAtMs: grant.expiresAtMs,
    }));
  };

  return {
    ...names,
    compiler,
    resolve(accessKeyId, sessionToken) {
      if (sessionToken) return resolveSession(accessKeyId, sessionToken);
      const now = revision();
      const cached = keys.get(accessKeyId, now);
      if (cached) return cached.lookup;
      return keys.load(accessKeyId, now, async () => ({
        revision: now,
        lookup: await read.key(accessKeyId),
        expiresAtMs: never,
      }));
    },
    signedIn(grant) {
      const now = revision();
      const key = `${grant.accessKeyId} signed in`;
      const cached = sessions.get(key, now);
      if (cached) return cached.lookup;
      return sessions.load(key, now, async () => ({
        revision: now,
        lookup: await read.session(grant),
        expiresAtMs: grant.expiresAtMs,
      }));
    },
    async entry(arnOrId) {
      const id = arnOrId.startsWith('arn:') ? await names.entityId(arnOrId) : arnOrId;
      const source = id === undefined ? undefined : await identities.principalSource(id);
      if (source === undefined) return undefined;
      const policies = principalPolicies(source, compiler);
      return { source, principal: longTermPrincipal(source), policies };
    },
  };
}
