import type { Reply, ReplyHeaders } from '../operation/reply.ts';

/** Browsers keep nothing of it: it is about one session. */
const privately: ReplyHeaders = { 'cache-control': 'no-store' };

/** A value as JSON, for the console's own page. */
export function jsonReply(status: number, value: unknown, headers: ReplyHeaders = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', ...privately, ...headers },
    body: JSON.stringify(value),
  };
}

/** Why the console itself refused a request; the services' own errors look as they always do. */
export type ConsoleErrorCode =
  | 'SignInRequired'
  | 'SignInFailed'
  | 'PasswordExpired'
  | 'PasswordChangeRequired'
  | 'TooManyAttempts'
  | 'RequestFromOtherPage'
  | 'InvalidRequest'
  | 'NotFound';

const statuses: Readonly<Record<ConsoleErrorCode, number>> = {
  SignInRequired: 401,
  SignInFailed: 401,
  PasswordExpired: 401,
  PasswordChangeRequired: 403,
  TooManyAttempts: 429,
  RequestFromOtherPage: 403,
  InvalidRequest: 400,
  NotFound: 404,
};

/** A refusal of the console itself: `{ code, message }`. */
export function refusal(code: ConsoleErrorCode, message: string, headers?: ReplyHeaders): Reply {
  return jsonReply(statuses[code], { code, message }, headers);
}
