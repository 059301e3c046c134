import { createHash, X509Certificate } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { type RequestOptions, request } from 'node:https';
import { isIP } from 'node:net';
import { checkServerIdentity, connect, type DetailedPeerCertificate } from 'node:tls';
import type { AddressTest } from './public-addresses.ts';

/** A document could not be fetched, or was not allowed to be. */
export class FetchFault extends Error {
  readonly kind: 'refused' | 'unreachable' | 'certificate' | 'answer';

  constructor(kind: FetchFault['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

export interface FetchLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

export interface HttpsGetOptions extends FetchLimits {
  readonly isAllowed: AddressTest;
  /**
   * SHA-1 fingerprints (hexadecimal) of certificates to trust where no known authority vouches for
   * the host: one of its chain must have it.
   */
  readonly thumbprints?: readonly string[];
}

/** Longest certificate chain that is looked at. */
const chainLimit = 10;

/** What OpenSSL says when nobody known vouches for a chain; all else stays a refusal. */
const untrusted: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/**
 * Fetches a small document over HTTPS: from one address that was checked after its name was
 * resolved, within a time and a size, without following redirects.
 * @throws FetchFault
 */
export async function httpsGet(url: URL, options: HttpsGetOptions): Promise<Buffer> {
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    throw new FetchFault('refused', `${url.origin} is no HTTPS address`);
  }
  const signal = AbortSignal.timeout(options.timeoutMs);
  const address = await resolve(hostOf(url), options.isAllowed, signal);
  try {
    return await get(url, address, options, signal);
  } catch (error) {
    const { thumbprints = [] } = options;
    if (!untrusted.has(codeOf(error)) || thumbprints.length === 0) throw asFault(error);
    const ca = await certificateOf(url, address, thumbprints, signal);
    return await get(url, address, options, signal, ca).catch((again) => {
      throw asFault(again);
    });
  }
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** One private address among several refuses them all: nobody honest has such a name. */
async function resolve(host: string, isAllowed: AddressTest, signal: AbortSignal): Promise<string> {
  const found = isIP(host) === 0 ? await addressesOf(host, signal) : [host];
  const refused = found.find((address) => !isAllowed(address));
  const [first] = found;
  if (first === undefined) throw new FetchFault('unreachable', `${host} has no address`);
  if (refused === undefined) return first;
  throw new FetchFault('refused', `${host} is at ${refused}, which is not a public address`);
}

async function addressesOf(host: string, signal: AbortSignal): Promise<readonly string[]> {
  const late = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  late.catch(() => undefined);
  try {
    const found = await Promise.race([lookup(host, { all: true }), late]);
    return found.map(({ address }) => address);
  } catch (error) {
    throw asFault(error);
  }
}

function get(
  url: URL,
  address: string,
  { maxBytes }: FetchLimits,
  signal: AbortSignal,
  ca?: string,
): Promise<Buffer> {
  const host = hostOf(url);
  const settings: RequestOptions = {
    // The checked address itself: a second look-up of the name could give another one.
    host: address,
    port: url.port === '' ? 443 : url.port,
    path: `${url.pathname}${url.search}`,
    headers: { host: url.host, accept: 'application/json' },
    agent: false,
    signal,
    checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate),
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca !== undefined && { ca, allowPartialTrustChain: true }),
  };
  return new Promise((resolve, reject) => {
    const asked = request(settings, (response) => {
      if (response.statusCode !== 200) {
        asked.destroy();
        return reject(new FetchFault('answer', `${host} answers ${response.statusCode}`));
      }
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= maxBytes) return void chunks.push(chunk);
        asked.destroy();
        reject(new FetchFault('answer', `${host} answers more than ${maxBytes} bytes`));
      });
      response.on('end', () => resolve(Buffer.concat(chunks)));
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end();
  });
}

/**
 * The certificate of the host's chain that has one of the thumbprints. It only names an anchor: the
 * chain is verified against it when the document is fetched.
 */
function certificateOf(
  url: URL,
  address: string,
  thumbprints: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const wanted = new Set(thumbprints.map((thumbprint) => thumbprint.toLowerCase()));
  const host = hostOf(url);
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: address,
      port: url.port === '' ? 443 : Number(url.port),
      rejectUnauthorized: false,
      ...(isIP(host) === 0 && { servername: host }),
    });
    const stop = () => socket.destroy(new FetchFault('unreachable', `${host} takes too long`));
    signal.addEventListener('abort', stop, { once: true });
    socket.on('close', () => signal.removeEventListener('abort', stop));
    socket.on('error', (error) => reject(asFault(error)));
    socket.on('secureConnect', () => {
      const found = chainOf(socket.getPeerCertificate(true)).find((raw) => wanted.has(sha1(raw)));
      socket.destroy();
      if (found !== undefined) return resolve(new X509Certificate(found).toString());
      const message = `no certificate of ${host} has a thumbprint that is trusted`;
      return reject(new FetchFault('certificate', message));
    });
  });
}

function chainOf(leaf: DetailedPeerCertificate): readonly Buffer[] {
  const chain: Buffer[] = [];
  let next: DetailedPeerCertificate | undefined = leaf;
  while (next?.raw !== undefined && chain.length < chainLimit) {
    chain.push(next.raw);
    // A root is its own issuer.
    next = next.issuerCertificate === next ? undefined : next.issuerCertificate;
  }
  return chain;
}

function sha1(bytes: Buffer): string {
  return createHash('sha1').update(bytes).digest('hex');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function asFault(error: unknown): FetchFault {
  if (error instanceof FetchFault) return error;
  const code = codeOf(error);
  const kind = untrusted.has(code) || /CERT|TLS/.test(code) ? 'certificate' : 'unreachable';
  return new FetchFault(kind, error instanceof Error ? error.message : String(error));
}
