import { createHash } from 'node:crypto';
import type { ConsoleSessionStore, StoredSession } from '../store/console-sessions.ts';
import type { Account, IdentityStore, LoginProfile } from '../store/identities.ts';
import type { Clock, RandomBytes } from '../store/surroundings.ts';
import type { CredentialLookup, CredentialRecord } from './caller.ts';
import type { Directory } from './directory.ts';
import { createIdSource, type IdSource } from './ids.ts';
import { passwordExpiresAtMs } from './password.ts';

const minuteMs = 60_000;
/** As AWS's console: a person signs in anew after half a day. */
export const sessionLifetimeMs = 12 * 60 * minuteMs;
/** A session that nobody used for so long is over. */
export const sessionIdleMs = 60 * minuteMs;
/** The last use is written no more often than this. */
const touchEveryMs = minuteMs;
const tokenBytes = 32;

/** Who proved to be whom at the sign-in page. */
export type SignedIn =
  | { readonly method: 'password'; readonly accountId: string; readonly userId: string }
  | { readonly method: 'access-key'; readonly credential: CredentialRecord };

/** A session that counts at this moment, and whose it is. */
export interface ConsoleSession {
  readonly method: StoredSession['method'];
  readonly credential: CredentialRecord;
  readonly expiresAtMs: number;
  /** The password serves for nothing but to be changed. */
  readonly mustChangePassword: boolean;
}

/** The sessions of the console: begun at the sign-in page, looked up at each request. */
export interface ConsoleSessions {
  /** @returns the token for the browser's cookie; it is kept nowhere */
  begin(who: SignedIn): Promise<string>;
  /** The session of a token, if its owner, key and password still are what they were. */
  find(token: string): Promise<ConsoleSession | undefined>;
  end(token: string): Promise<void>;
}

interface SessionParts {
  readonly store: ConsoleSessionStore;
  readonly identities: Pick<IdentityStore, 'loginProfile' | 'passwordPolicy'>;
  readonly directory: Pick<Directory, 'resolve' | 'signedIn'>;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

/** Keeps sessions in the store, so that every process knows them and each can end them. */
export function createConsoleSessions(parts: SessionParts): ConsoleSessions {
  const { store, clock, randomBytes } = parts;
  const ids = createIdSource(randomBytes);
  return {
    async begin(who) {
      const token = Buffer.from(randomBytes(tokenBytes)).toString('base64url');
      const nowMs = clock();
      await store.add({
        sessionId: idOf(token),
        ...ownerOf(who, ids),
        signedInAtMs: nowMs,
        lastUsedAtMs: nowMs,
        expiresAtMs: nowMs + sessionLifetimeMs,
      });
      return token;
    },
    async find(token) {
      const stored = await store.get(idOf(token));
      const nowMs = clock();
      if (stored === undefined || nowMs >= stored.expiresAtMs) return undefined;
      if (nowMs - stored.lastUsedAtMs >= sessionIdleMs) return undefined;
      const session = await sessionOf(parts, stored);
      if (session !== undefined && nowMs - stored.lastUsedAtMs >= touchEveryMs) {
        await store.touch(stored.sessionId, nowMs);
      }
      return session;
    },
    end: (token) => store.remove(idOf(token)),
  };
}

function idOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function ownerOf(
  who: SignedIn,
  ids: IdSource,
): Pick<StoredSession, 'method' | 'accountId' | 'principalId' | 'accessKeyId'> {
  const { method } = who;
  if (method === 'password') {
    const { accountId, userId: principalId } = who;
    return { method, accountId, principalId, accessKeyId: ids.temporaryKeyId(accountId) };
  }
  const { accessKeyId, principal } = who.credential;
  return { method, accountId: principal.accountId, principalId: principal.userId, accessKeyId };
}

async function sessionOf(
  parts: SessionParts,
  stored: StoredSession,
): Promise<ConsoleSession | undefined> {
  const { method, expiresAtMs } = stored;
  const lookup = await credentialOf(parts.directory, stored);
  if (lookup.kind !== 'found') return undefined;
  const { credential } = lookup;
  if (credential.principal.userId !== stored.principalId) return undefined;
  if (method === 'access-key') {
    return { method, credential, expiresAtMs, mustChangePassword: false };
  }
  const { userName = '' } = credential.principal;
  const login = await parts.identities.loginProfile(stored.accountId, userName);
  // A password that was changed ends the sessions that the old one began.
  if ('outcome' in login || login.changedAtMs > stored.signedInAtMs) return undefined;
  const mustChangePassword = await mustChange(parts, stored.accountId, login);
  return { method, credential, expiresAtMs, mustChangePassword };
}

/** A session lives as long as what it was begun with: the access key, or the user. */
function credentialOf(
  directory: SessionParts['directory'],
  { method, accessKeyId, accountId, principalId, signedInAtMs, expiresAtMs }: StoredSession,
): CredentialLookup | Promise<CredentialLookup> {
  if (method === 'access-key') return directory.resolve(accessKeyId, undefined);
  return directory.signedIn({
    kind: 'console',
    accessKeyId,
    // Nothing can be signed with it: an empty secret is refused wherever one is checked.
    secretAccessKey: '',
    accountId,
    principalId,
    sessionName: '',
    issuedAtMs: signedInAtMs,
    expiresAtMs,
    policyArns: [],
    tags: [],
    transitiveTagKeys: [],
    chained: false,
    context: {},
  });
}

/** Whether a password is expired, or was set by somebody who wants it changed at once. */
async function mustChange(
  { identities, clock }: Pick<SessionParts, 'identities' | 'clock'>,
  accountId: Account['accountId'],
  login: LoginProfile,
): Promise<boolean> {
  if (login.resetRequired) return true;
  const policy = await identities.passwordPolicy(accountId);
  const expiresAtMs = passwordExpiresAtMs(login.changedAtMs, policy);
  return expiresAtMs !== undefined && clock() >= expiresAtMs;
}
