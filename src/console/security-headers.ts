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

/** Data: a browser that is led to it downloads it, and shows nothing of it in this origin. */
export function asData(reply: Reply): Reply {
  const wanted = reply.headers['content-disposition'];
  const disposition = wanted?.startsWith('attachment') ? wanted : 'attachment';
  return {
    ...reply,
    headers: {
      'cache-control': 'no-store',
      ...reply.headers,
      ...always,
      'content-security-policy': dataPolicy,
      'content-disposition': disposition,
    },
  };
}
