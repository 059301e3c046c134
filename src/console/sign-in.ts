import { createHash, timingSafeEqual } from 'node:crypto';
import type { SignedIn } from '../identity/console-sessions.ts';
import type { Directory } from '../identity/directory.ts';
import { passwordExpiresAtMs } from '../identity/password.ts';
import { hashPassword, verifyPassword } from '../identity/password-hash.ts';
import type { IdentityStore, LoginProfile, User } from '../store/identities.ts';
import type { Clock, RandomBytes } from '../store/surroundings.ts';
import { Backoff } from './backoff.ts';
import { createQueue } from './queue.ts';

/** What a person typed into the sign-in page. */
export type Attempt =
  | {
      readonly method: 'password';
      /** The account's id or alias. */
      readonly account: string;
      readonly userName: string;
      readonly password: string;
    }
  | {
      readonly method: 'access-key';
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
    };

export type AttemptOutcome =
  | { readonly outcome: 'signed-in'; readonly who: SignedIn }
  /** Whatever it was that was wrong: nobody learns which names exist. */
  | { readonly outcome: 'failed' }
  /** The password was right, and the account's policy lets nobody but an administrator renew it. */
  | { readonly outcome: 'expired' }
  | { readonly outcome: 'wait'; readonly waitMs: number };

export type SignIn = (attempt: Attempt, sourceIp: string) => Promise<AttemptOutcome>;

interface SignInParts {
  readonly identities: Pick<
    IdentityStore,
    'account' | 'accountByAlias' | 'user' | 'loginProfile' | 'passwordPolicy' | 'recordPasswordUse'
  >;
  readonly directory: Pick<Directory, 'resolve'>;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

const minuteMs = 60_000;

/** One person at one place mistypes; one who guesses comes back. */
const ofOnePlace = { freeAttempts: 5, firstWaitMs: 1_000, longestWaitMs: 15 * minuteMs };
/** Guessing one person's password from many places. It is short: it must not lock that person out. */
const ofOneName = { freeAttempts: 50, firstWaitMs: 1_000, longestWaitMs: minuteMs };
/** Trying many names from one place. */
const ofOneAddress = { freeAttempts: 25, firstWaitMs: 1_000, longestWaitMs: 15 * minuteMs };

/** Each hash of a password takes 19 MiB and a thread; more wait, and more than those are refused. */
const hashesAtOnce = 2;
const hashesWaiting = 32;
const busyWaitMs = 2_000;

/** Checks what was typed into the sign-in page, at most so often. One a process. */
export function createSignIn(parts: SignInParts): SignIn {
  const { clock } = parts;
  const places = new Backoff(ofOnePlace, clock);
  const names = new Backoff(ofOneName, clock);
  const addresses = new Backoff(ofOneAddress, clock);
  const checkPassword = passwordCheck(parts);
  return async (attempt, sourceIp) => {
    const name = nameOf(attempt);
    const place = `${sourceIp} ${name}`;
    const waitMs = Math.max(places.waitMs(place), names.waitMs(name), addresses.waitMs(sourceIp));
    if (waitMs > 0) return { outcome: 'wait', waitMs };
    places.begin(place);
    names.begin(name);
    addresses.begin(sourceIp);
    const outcome =
      attempt.method === 'password' ? await checkPassword(attempt) : await checkKey(parts, attempt);
    if (outcome.outcome === 'signed-in') {
      places.succeeded(place);
      names.succeeded(name);
      addresses.succeeded(sourceIp);
    }
    return outcome;
  };
}

/** Names are compared without regard to case, and counted so too. Hashed, since they may be long. */
function nameOf(attempt: Attempt): string {
  const name =
    attempt.method === 'password'
      ? `${attempt.account}\n${attempt.userName}`.toLowerCase()
      : attempt.accessKeyId;
  return digest(name).toString('base64');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const failed: AttemptOutcome = { outcome: 'failed' };

function passwordCheck(parts: SignInParts) {
  const { identities, clock, randomBytes } = parts;
  const inTurn = createQueue(hashesAtOnce, hashesWaiting);
  // Somebody who is not there is refused as slowly as somebody with another password.
  let nobodysHash: Promise<string> | undefined;
  return async (attempt: Extract<Attempt, { method: 'password' }>): Promise<AttemptOutcome> => {
    const found = await findUser(parts, attempt);
    nobodysHash ??= hashPassword(Buffer.from(randomBytes(32)).toString('hex'), randomBytes);
    const hash = found?.login.passwordHash ?? (await nobodysHash);
    const isRight = await inTurn(() => verifyPassword(attempt.password, hash));
    if (isRight === undefined) return { outcome: 'wait', waitMs: busyWaitMs };
    if (!isRight || found === undefined) return failed;
    const { user, login } = found;
    const policy = await identities.passwordPolicy(user.accountId);
    const expiresAtMs = passwordExpiresAtMs(login.changedAtMs, policy);
    const isExpired = expiresAtMs !== undefined && clock() >= expiresAtMs;
    if (isExpired && policy?.hardExpiry === true) return { outcome: 'expired' };
    identities.recordPasswordUse(user.userId, clock());
    const { accountId, userId } = user;
    return { outcome: 'signed-in', who: { method: 'password', accountId, userId } };
  };
}

async function findUser(
  { identities }: SignInParts,
  { account: named, userName }: Extract<Attempt, { method: 'password' }>,
): Promise<{ readonly user: User; readonly login: LoginProfile } | undefined> {
  const account = /^\d{12}$/.test(named)
    ? await identities.account(named)
    : await identities.accountByAlias(named);
  const user = account && (await identities.user(account.accountId, userName));
  const login = user && (await identities.loginProfile(user.accountId, user.userName));
  return login === undefined || 'outcome' in login || user === undefined
    ? undefined
    : { user, login };
}

async function checkKey(
  { directory }: SignInParts,
  { accessKeyId, secretAccessKey }: Extract<Attempt, { method: 'access-key' }>,
): Promise<AttemptOutcome> {
  const lookup = await directory.resolve(accessKeyId, undefined);
  const credential = lookup.kind === 'found' ? lookup.credential : undefined;
  const isRight = timingSafeEqual(
    digest(secretAccessKey),
    digest(credential?.secretAccessKey ?? `${secretAccessKey} of nobody`),
  );
  if (credential === undefined || !isRight || credential.kind !== 'long-term') return failed;
  return { outcome: 'signed-in', who: { method: 'access-key', credential } };
}
