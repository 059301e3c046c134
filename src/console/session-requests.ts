import { authenticateSession, type SessionProof } from '../http/authenticate.ts';
import {
  csrfTokenOf,
  isFromOwnPage,
  type SessionRefusal,
  sessionCookieName,
  sessionTokenOf,
} from '../http/session-claim.ts';
import type { ConsoleSessions } from '../identity/console-sessions.ts';
import type { Reply } from '../operation/reply.ts';
import type { WireRequest } from '../operation/request.ts';
import type { IdentityStore } from '../store/identities.ts';
import { readTextFields, type TextFields } from './json-body.ts';
import { type ConsoleErrorCode, jsonReply, refusal } from './replies.ts';
import type { Attempt, AttemptOutcome, SignIn } from './sign-in.ts';

/** What is told of each attempt to sign in, for the log and the audit trail. */
export interface SignInReport {
  readonly request: WireRequest;
  readonly method: Attempt['method'];
  readonly outcome: AttemptOutcome['outcome'];
  readonly proof: SessionProof | undefined;
}

export interface SessionParts {
  readonly sessions: ConsoleSessions;
  readonly signIn: SignIn;
  readonly identities: Pick<IdentityStore, 'account'>;
  readonly region: string;
  readonly endpointOf: (request: WireRequest) => string;
  readonly reportSignIn: (report: SignInReport) => void;
}

const refusalTexts: Readonly<Record<SessionRefusal, readonly [ConsoleErrorCode, string]>> = {
  'no-session': ['SignInRequired', 'You are not signed in, or your session has ended.'],
  'other-origin': ['RequestFromOtherPage', 'Another page sent this request.'],
  'no-csrf-token': ['RequestFromOtherPage', 'The request lacks the token of this page.'],
};

/** The answer to a request whose session does not count. */
export function refusedSession(why: SessionRefusal): Reply {
  return refusal(...refusalTexts[why]);
}

/** `/session` itself: who is signed in (GET), sign in (POST), sign out (DELETE). */
export function createSessionRequests(parts: SessionParts) {
  return async function answer(request: WireRequest): Promise<Reply> {
    switch (request.method) {
      case 'GET':
        return describe(parts, request);
      case 'POST':
        return begin(parts, request);
      case 'DELETE':
        return end(parts, request);
      default:
        return refusal('InvalidRequest', 'A session is read, begun and ended: GET, POST, DELETE.');
    }
  };
}

async function describe(parts: SessionParts, request: WireRequest): Promise<Reply> {
  const proof = await authenticateSession(request, parts.sessions);
  if (typeof proof === 'string') return refusedSession(proof);
  return jsonReply(200, await description(parts, request, proof));
}

/** What the page knows of its session: no secret, and nothing that says what it may do. */
async function description(parts: SessionParts, request: WireRequest, proof: SessionProof) {
  const { session, token } = proof;
  const { principal, accessKeyId } = session.credential;
  const account = await parts.identities.account(principal.accountId);
  return {
    csrfToken: csrfTokenOf(token),
    kind: principal.kind,
    arn: principal.arn,
    accountId: principal.accountId,
    accountAlias: account?.alias,
    userName: principal.userName,
    method: session.method,
    accessKeyId: session.method === 'access-key' ? accessKeyId : undefined,
    mustChangePassword: session.mustChangePassword,
    expiresAt: new Date(session.expiresAtMs).toISOString(),
    region: parts.region,
    endpoint: parts.endpointOf(request),
  };
}

async function begin(parts: SessionParts, request: WireRequest): Promise<Reply> {
  if (!isFromOwnPage(request)) return refusedSession('other-origin');
  const attempt = readAttempt(await readTextFields(request));
  if (attempt === undefined) {
    return refusal('InvalidRequest', 'Give account, user name and password, or an access key.');
  }
  const result = await parts.signIn(attempt, request.sourceIp);
  const { method } = attempt;
  if (result.outcome !== 'signed-in') {
    parts.reportSignIn({ request, method, outcome: result.outcome, proof: undefined });
    return refusedAttempt(result);
  }
  // A session that this browser had is over: nobody can have put it there beforehand.
  const before = sessionTokenOf(request);
  if (before !== undefined) await parts.sessions.end(before);
  const token = await parts.sessions.begin(result.who);
  const proof = await authenticateSession(withSession(request, token), parts.sessions);
  if (typeof proof === 'string') return refusedAttempt({ outcome: 'failed' });
  parts.reportSignIn({ request, method, outcome: result.outcome, proof });
  const cookie = sessionCookie(request.secure, token);
  return jsonReply(200, await description(parts, request, proof), { 'set-cookie': cookie });
}

function refusedAttempt(result: Exclude<AttemptOutcome, { outcome: 'signed-in' }>): Reply {
  if (result.outcome === 'wait') {
    const seconds = Math.ceil(result.waitMs / 1_000);
    const message = `Too many attempts. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
    return refusal('TooManyAttempts', message, { 'retry-after': String(seconds) });
  }
  if (result.outcome === 'expired') {
    const message = 'Your password has expired. Ask an administrator to set a new one.';
    return refusal('PasswordExpired', message);
  }
  // The words of AWS's own sign-in page.
  const message = 'Your authentication information is incorrect. Please try again.';
  return refusal('SignInFailed', message);
}

async function end(parts: SessionParts, request: WireRequest): Promise<Reply> {
  const proof = await authenticateSession(request, parts.sessions);
  if (typeof proof === 'string') return refusedSession(proof);
  await parts.sessions.end(proof.token);
  return jsonReply(200, {}, { 'set-cookie': sessionCookie(request.secure, undefined) });
}

function readAttempt(fields: TextFields | undefined): Attempt | undefined {
  const [account, userName, password] = ['account', 'userName', 'password'].map((name) =>
    fields?.get(name),
  );
  if (account !== undefined && userName !== undefined && password !== undefined) {
    return { method: 'password', account, userName, password };
  }
  const [accessKeyId, secretAccessKey] = ['accessKeyId', 'secretAccessKey'].map((name) =>
    fields?.get(name),
  );
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return { method: 'access-key', accessKeyId, secretAccessKey };
}

/** No Max-Age: it goes with the browser; when it ends at the latest, the server knows. */
function sessionCookie(secure: boolean, token: string | undefined): string {
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  const name = sessionCookieName(secure);
  return token === undefined
    ? `${name}=; Max-Age=0; ${attributes}`
    : `${name}=${token}; ${attributes}`;
}

/** The first look at a new session, as the page's next request would have it. */
function withSession(request: WireRequest, token: string): WireRequest {
  const cookie = `${sessionCookieName(request.secure)}=${token}`;
  const headers = new Map([['cookie', cookie]]);
  return { ...request, method: 'GET', headers };
}
