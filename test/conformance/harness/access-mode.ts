import { execFileSync } from 'node:child_process';
import { lookup } from 'node:dns';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The host name that virtual-host addressing works under in every test server. */
export const virtualHostSuffix = 'localhost';

const modes = ['path+http', 'virtual+http', 'path+https', 'virtual+https'] as const;

/** How the tests address buckets, and what their connections speak. */
export type AccessMode = (typeof modes)[number];

function modeOf(name: string): AccessMode {
  const mode = modes.find((one) => one === name);
  if (mode === undefined) throw new Error(`STRONGROOM_TEST_ACCESS is one of ${modes.join(', ')}`);
  return mode;
}

const mode = modeOf(process.env.STRONGROOM_TEST_ACCESS ?? 'path+http');

/** Whether the bucket's name goes into the host name, not into the path. */
export const virtualHostStyle = mode.startsWith('virtual');

/** A certificate of this process and its key: files for the server, text for the clients. */
export interface Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly pem: string;
}

/** Makes a certificate that signs itself. Its names matter to the AWS CLI alone: see `trust`. */
function makeCertificate(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-certificate-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const options =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost ' +
    '-addext subjectAltName=DNS:localhost,IP:127.0.0.1';
  const files = ['-keyout', keyFile, '-out', certificateFile];
  execFileSync('openssl', [...options.split(' '), ...files], { stdio: 'ignore' });
  return { certificateFile, keyFile, pem: readFileSync(certificateFile, 'utf8') };
}

/** The certificate that test servers show; undefined where they speak plain HTTP. */
export const certificate = mode.endsWith('https') ? makeCertificate() : undefined;

/** `bucket.localhost` is the loopback address here, whatever the machine's resolver says. */
export const resolveLoopback: LookupFunction = (hostname, options, done) => {
  const isLocal = hostname === virtualHostSuffix || hostname.endsWith(`.${virtualHostSuffix}`);
  lookup(isLocal ? '127.0.0.1' : hostname, options, done);
};

/**
 * What a TLS client of the tests goes by: this run's certificate and no other, under any name,
 * since there is no wildcard for the buckets of a host name of one part.
 */
export const trust =
  certificate === undefined ? {} : { ca: certificate.pem, checkServerIdentity: () => undefined };

const bucketInPath = /^\/([a-z0-9][a-z0-9-]{1,61}[a-z0-9])(?=\/|$)/;

/**
 * The address of a request of S3 in this mode.
 * @param path in path style, percent-encoded: `/bucket/key`
 * @returns the Host header and the path as they go on the wire; a path that begins with nothing
 *   that may be a bucket's name stays as it is
 */
export function addressOf(
  server: { readonly host: string; readonly port: number },
  path: string,
): { readonly host: string; readonly path: string } {
  const bucket = virtualHostStyle ? bucketInPath.exec(path)?.[1] : undefined;
  if (bucket === undefined) return { host: `${server.host}:${server.port}`, path };
  const rest = path.slice(bucket.length + 1);
  return { host: `${bucket}.${virtualHostSuffix}:${server.port}`, path: rest || '/' };
}
