import type { Reply, ReplyHeaders } from '../operation/reply.ts';

/** What holds for everything that the console's origin answers. */
const always: ReplyHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/**
 * The policy of the console's page: scripts, styles and requests of its own origin only, nothing
 * inline. Objects are previewed in a frame, from the origin of the objects.
 */
function pagePolicy(objectOrigin: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // The policy editor draws its marks with images in its styles.
    `img-src 'self' data: ${objectOrigin}`,
    `media-src ${objectOrigin}`,
    "font-src 'self'",
    "connect-src 'self'",
    `frame-src ${objectOrigin}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** What a service answered may hold anything: it is never a page of this origin. */
const dataPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";

/** The page of the console, or one of its files. */
export function asPage(reply: Reply, objectOrigin: string): Reply {
  const policy = { 'content-security-policy': pagePolicy(objectOrigin) };
  return { ...reply, headers: { ...reply.headers, ...always, ...policy } };
}

/** Browsers take what only begins like this for inline. */
const attachment = /^attachment *(;|$)/i;

/**
 * Headers of an object that this origin answers with its own: the page reads them under another
 * name, to show them and to write them back.
 */
function ownHeadersOf({ headers }: Reply): ReplyHeaders {
  const replaced = ['cache-control', 'content-disposition'];
  return Object.fromEntries(
    replaced.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[`x-strongroom-object-${name}`, value]];
    }),
  );
}

/**
 * Data: a browser that is led to it downloads it, and shows nothing of it in this origin. It is for
 * one session, so nobody on the way keeps it, whatever an object says of itself.
 */
export function asData(reply: Reply): Reply {
  const wanted = reply.headers['content-disposition'] ?? '';
  return {
    ...reply,
    headers: {
      ...reply.headers,
      ...ownHeadersOf(reply),
      ...always,
      'cache-control': 'no-store',
      'content-security-policy': dataPolicy,
      'content-disposition': attachment.test(wanted) ? wanted : 'attachment',
    },
  };
}
