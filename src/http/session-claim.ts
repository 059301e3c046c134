import { createHmac } from 'node:crypto';
import type { WireRequest } from '../operation/request.ts';
import { sameSignature } from './sigv4/signing-key.ts';

/** What a browser sends with a request to the console, before anyone believes it. */
export interface SessionClaim {
  readonly token: string;
}

/** Why a request to the console is not taken for one of its own page. */
export type SessionRefusal =
  /** No session cookie, or several: who may set cookies for this host may not choose a session. */
  | 'no-session'
  /** Another page sent it. */
  | 'other-origin'
  | 'no-csrf-token';

/** Carries the token that only a page of this origin can read and send. */
export const csrfHeader = 'x-strongroom-csrf-token';

const safeMethods = new Set(['GET', 'HEAD']);

/**
 * The name of the session's cookie. With the prefix browsers keep it to this very host, to HTTPS
 * and to the whole site, so that no other host and no path can put another one before it.
 */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-strongroom-session' : 'strongroom-session';
}

/** What proves that a page could read what this origin answered: no other can know it. */
export function csrfTokenOf(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('csrf token of the console').digest('base64url');
}

/**
 * Whether this origin's own page sent a request, as browsers tell it: by Sec-Fetch-Site, and by
 * Origin where the request changes anything.
 */
export function isFromOwnPage({ method, headers }: WireRequest): boolean {
  const site = headers.get('sec-fetch-site');
  const isSafe = safeMethods.has(method);
  // A person may type or follow a link to a page; nobody types what changes something.
  if (site !== undefined && site !== 'same-origin' && !(isSafe && site === 'none')) return false;
  if (isSafe) return true;
  const origin = headers.get('origin') ?? '';
  const host = headers.get('host') ?? '';
  // The scheme is left out: a proxy that ends TLS shows the browser another one.
  return host !== '' && /^https?:\/\/([^/]+)$/.exec(origin)?.[1] === host.toLowerCase();
}

/**
 * The session that a request brings.
 * @returns why it is refused, if it is; whether the session exists is not known yet
 */
export function readSessionClaim(request: WireRequest): SessionClaim | SessionRefusal {
  if (!isFromOwnPage(request)) return 'other-origin';
  const token = sessionTokenOf(request);
  if (token === undefined) return 'no-session';
  if (safeMethods.has(request.method)) return { token };
  const given = request.headers.get(csrfHeader) ?? '';
  return sameSignature(csrfTokenOf(token), given) ? { token } : 'no-csrf-token';
}

/** The session cookie of a request; undefined where there is none, or more than one. */
export function sessionTokenOf({ headers, secure }: WireRequest): string | undefined {
  const name = sessionCookieName(secure);
  const values = (headers.get('cookie') ?? '').split(';').flatMap((pair) => {
    const equals = pair.indexOf('=');
    return equals > 0 && pair.slice(0, equals).trim() === name ? [pair.slice(equals + 1)] : [];
  });
  const [token] = values;
  return values.length === 1 && /^[A-Za-z0-9_-]{43}$/.test(token ?? '') ? token : undefined;
}
