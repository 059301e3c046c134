import type { Reply } from '../../operation/reply.ts';
import type { WireRequest } from '../../operation/request.ts';

/** Whoever reads them could send the request again: their values are no business of a log. */
const secretParameters = new Set(['x-amz-signature', 'x-amz-security-token', 'signature']);

/** `GET /photos/a?acl HTTP/1.1`, as it was sent but for what is secret in it. */
export function requestUriOf({ method, rawPath, rawQuery }: WireRequest): string {
  const query = rawQuery
    .split('&')
    .map((parameter) => {
      const [name = ''] = parameter.split('=', 1);
      return secretParameters.has(name.toLowerCase()) ? `${name}=REDACTED` : parameter;
    })
    .join('&');
  return `${method} ${rawPath}${query === '' ? '' : `?${query}`} HTTP/1.1`;
}

/** The whole size of the object that a request is about; undefined where the request has none. */
export function objectSizeOf(
  { method, headers }: WireRequest,
  reply: Reply | undefined,
): number | undefined {
  if (method === 'GET' || method === 'HEAD') {
    if (reply === undefined || reply.headers.etag === undefined) return undefined;
    const whole = /\/(\d+)$/.exec(reply.headers['content-range'] ?? '')?.[1];
    return numberOf(whole ?? reply.headers['content-length']) ?? lengthOf(reply.body);
  }
  if (method !== 'PUT' || headers.get('x-amz-copy-source') !== undefined) return undefined;
  return numberOf(headers.get('x-amz-decoded-content-length') ?? headers.get('content-length'));
}

function lengthOf(body: Reply['body']): number | undefined {
  if (body === undefined || typeof body === 'string') return undefined;
  return body instanceof Uint8Array ? body.length : body.lengthBytes;
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
