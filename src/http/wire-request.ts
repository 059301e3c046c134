import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import { ServiceError } from '../operation/errors.ts';
import type { HeaderFields, WireRequest } from '../operation/request.ts';
import { parseHeaders } from './header-fields.ts';
import { percentDecode } from './percent-encoding.ts';
import { parseQuery } from './query-string.ts';
import { TrustedProxies } from './trusted-proxies.ts';

export interface WireOptions {
  readonly maxHeaderCount: number;
  readonly maxHeaderSectionBytes: number;
  readonly trustedProxies: TrustedProxies;
}

/** S3's own limit of the header section. */
const MAX_HEADER_SECTION_BYTES = 8 * 1024;
const MAX_HEADER_COUNT = 200;

export const defaultWireOptions: WireOptions = {
  maxHeaderCount: MAX_HEADER_COUNT,
  maxHeaderSectionBytes: MAX_HEADER_SECTION_BYTES,
  trustedProxies: new TrustedProxies(),
};

export interface Arrival {
  readonly id: string;
  readonly receivedAtMs: number;
  /** Send `100 Continue`. */
  readonly continue: () => void;
}

/**
 * Turn Node's message into a WireRequest from the raw request line and raw header lines.
 * @throws ServiceError InvalidURI, InvalidRequest, RequestHeaderSectionTooLarge (all 400),
 * NotImplemented (501) for a transfer coding but chunked
 */
export function wireRequest(
  message: IncomingMessage,
  arrival: Arrival,
  options: WireOptions = defaultWireOptions,
): WireRequest {
  const headers = parseHeaders(message.rawHeaders, options);
  const target = originForm(message.url ?? '', headers);
  if (headers.get('host') === undefined && message.httpVersionMinor > 0) {
    throw new ServiceError('InvalidRequest', { message: 'A request must have a Host header.' });
  }
  const coding = headers.get('transfer-encoding');
  if (coding !== undefined && coding.toLowerCase() !== 'chunked') {
    throw new ServiceError('NotImplemented', { fields: { Header: 'Transfer-Encoding' } });
  }
  const question = target.indexOf('?');
  const rawPath = question < 0 ? target : target.slice(0, question);
  const rawQuery = question < 0 ? '' : target.slice(question + 1);
  percentDecode(rawPath); // refuses a bad path at the door; routers decode what they need

  const { socket } = message;
  const peer = socket.remoteAddress ?? '';
  const proxies = options.trustedProxies;
  const tls = socket instanceof TLSSocket ? socket : undefined;
  return {
    id: arrival.id,
    receivedAtMs: arrival.receivedAtMs,
    method: message.method ?? '',
    rawPath,
    rawQuery,
    query: parseQuery(rawQuery),
    headers,
    sourceIp: proxies.clientAddress(peer, headers.get('x-forwarded-for')),
    secure: tls !== undefined || (proxies.trusts(peer) && forwardedProtocol(headers) === 'https'),
    tlsVersion: tls?.getProtocol() ?? undefined,
    body: message,
    continue: arrival.continue,
  };
}

/**
 * The path and query of the request line. `GET http://host/path` is legal too (RFC 9112, 3.2.2);
 * its host must be the Host header's, because the signature covers only that one.
 */
function originForm(url: string, headers: HeaderFields): string {
  if (url.startsWith('/')) return url;
  const absolute = /^https?:\/\/([^/?#]*)(.*)$/i.exec(url);
  if (absolute === null) throw new ServiceError('InvalidURI', { fields: { URI: url } });
  const [, authority = '', rest = ''] = absolute;
  if (authority.toLowerCase() !== headers.get('host')?.toLowerCase()) {
    throw new ServiceError('InvalidRequest', {
      message: 'The host of the request line and the Host header are not the same.',
    });
  }
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** What the nearest proxy says; earlier values of a list come from parties that we do not know. */
function forwardedProtocol(headers: HeaderFields): string | undefined {
  return headers.get('x-forwarded-proto')?.split(',').at(-1)?.trim().toLowerCase();
}
