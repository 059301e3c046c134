import { createHash } from 'node:crypto';
import { Agent } from 'node:http';
import { after } from 'node:test';
import { virtualHostSuffix } from '../../conformance/harness/access-mode.ts';
import { exchange, type RawResponse } from '../../conformance/harness/exchange.ts';
import type { TestServer } from '../../conformance/harness/server.ts';
import { errorCode, signHeaders } from '../../conformance/harness/signed-request.ts';

export const styles = ['path style', 'virtual-host style'] as const;
export type Style = (typeof styles)[number];

/** Every byte but RFC 3986's unreserved ones and, in paths, the slash; as SigV4 signs it. */
export function encoded(text: string, keep: '' | '/' = ''): string {
  return [...Buffer.from(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      const isPlain = /[A-Za-z0-9._~-]/.test(character) || character === keep;
      return isPlain ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

/** Ways to write the same key into a request line. */
export const spellings = {
  canonical: (key: string) => encoded(key, '/'),
  'slashes escaped': (key: string) => encoded(key),
  'lower-case escapes': (key: string) =>
    encoded(key).replaceAll(/%../g, (escaped) => escaped.toLowerCase()),
  'everything escaped': (key: string) =>
    [...Buffer.from(key)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  'as little escaped as HTTP allows': (key: string) =>
    encoded(key, '/').replaceAll(/%(2[1246789A-F]|3[ABD]|40|5[BDE]|60|7[BCD])/g, (escaped) =>
      String.fromCharCode(Number.parseInt(escaped.slice(1), 16)),
    ),
} as const;
export type Spelling = keyof typeof spellings;

export interface Ask {
  readonly method?: string;
  readonly bucket: string;
  /** Undefined asks of the bucket itself. */
  readonly key?: string;
  readonly spelling?: Spelling;
  /** Decoded pairs; sent and signed sorted and escaped. */
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });
after(() => agent.destroy());

export const md5 = (text: string) => createHash('md5').update(text).digest('base64');

/** A client that writes every byte of its requests itself, as root. */
export function evilClient(server: TestServer, style: Style) {
  return async function ask(request: Ask): Promise<RawResponse> {
    const { method = 'GET', bucket, key, spelling = 'canonical', body } = request;
    const own = `${server.host}:${server.port}`;
    const isPath = style === 'path style';
    const host = isPath ? own : `${bucket}.${virtualHostSuffix}:${server.port}`;
    const before = isPath ? `/${bucket}` : '';
    const at = (spelled: string | undefined) =>
      spelled === undefined ? before || '/' : `${before}/${spelled}`;
    const query = Object.entries(request.query ?? {})
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .sort()
      .join('&');
    const signedPath = at(key === undefined ? undefined : encoded(key, '/'));
    const headers = signHeaders(
      host,
      {
        ...{ method, path: signedPath, query, ...(body !== undefined && { body }) },
        ...(request.headers && { headers: request.headers }),
      },
      server.root,
    );
    if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body));
    const path = at(key === undefined ? undefined : spellings[spelling](key));
    return exchange(
      {
        ...{ host: server.host, port: server.port, method, headers, agent },
        path: query === '' ? path : `${path}?${query}`,
      },
      body,
    );
  };
}

/** What an answer came to, in a word: its status, and AWS's code where it is an error. */
export function outcome(answer: RawResponse): string {
  const code = errorCode(answer);
  return code === undefined ? String(answer.status) : `${answer.status} ${code}`;
}
