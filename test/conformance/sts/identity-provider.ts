import { execFileSync } from 'node:child_process';
import {
  createHmac,
  generateKeyPairSync,
  type KeyObject,
  sign,
  X509Certificate,
} from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** An OpenID Connect provider on the loopback address, with a certificate of its own. */
export interface IdentityProvider {
  /** Such as `https://localhost:43211`. */
  readonly url: string;
  /** SHA-1 of its certificate. */
  readonly thumbprint: string;
  /** How often its keys were asked for. */
  readonly fetches: () => number;
  /** A token with these claims over good ones; `kid` and `alg` are those of the RSA key. */
  token(claims?: object, header?: object): string;
  /** A token that the EC key signs. */
  ecToken(): string;
  /** Tokens that must never be taken: without a signature, and signed with the public key. */
  forgeries(): readonly string[];
}

function encoded(value: object | Buffer): string {
  return (Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).toString(
    'base64url',
  );
}

function signed(header: object, claims: object, seal: (text: string) => Buffer): string {
  const text = `${encoded(header)}.${encoded(claims)}`;
  return `${text}.${encoded(seal(text))}`;
}

function certificate() {
  const folder = mkdtempSync(join(tmpdir(), 'identity-provider-'));
  after(() => rmSync(folder, { recursive: true }));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const settings = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout ${key} -out ${cert}`;
  execFileSync('openssl', settings.split(' '), { stdio: 'ignore' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

function jwk(key: KeyObject, kid: string, alg: string): object {
  return { ...key.export({ format: 'jwk' }), kid, alg, use: 'sig' };
}

/** Start a provider; it ends with the file's tests. */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const material = certificate();
  let fetches = 0;
  const server = createServer(material, (request, response) => {
    const keys = [jwk(rsa.publicKey, 'one', 'RS256'), jwk(ec.publicKey, 'two', 'ES256')];
    if (request.url === '/.well-known/openid-configuration') {
      response.end(JSON.stringify({ issuer: url, jwks_uri: `${url}/keys` }));
    } else {
      fetches += 1;
      response.end(JSON.stringify({ keys }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the provider has no port');
  const url = `https://localhost:${address.port}`;
  const claimsOf = (change: object = {}) => {
    const now = Math.floor(Date.now() / 1000);
    return { iss: url, sub: 'repo:acme/site', aud: 'app', iat: now, exp: now + 300, ...change };
  };
  const publicText = rsa.publicKey.export({ format: 'pem', type: 'spki' });
  return {
    url,
    thumbprint: new X509Certificate(material.cert).fingerprint.replaceAll(':', ''),
    fetches: () => fetches,
    token: (change, header = {}) =>
      signed({ alg: 'RS256', kid: 'one', ...header }, claimsOf(change), (text) =>
        sign('sha256', Buffer.from(text), rsa.privateKey),
      ),
    ecToken: () =>
      signed({ alg: 'ES256', kid: 'two' }, claimsOf(), (text) =>
        sign('sha256', Buffer.from(text), { key: ec.privateKey, dsaEncoding: 'ieee-p1363' }),
      ),
    forgeries: () => [
      signed({ alg: 'none' }, claimsOf(), () => Buffer.alloc(0)),
      signed({ alg: 'none', kid: 'one' }, claimsOf(), () => Buffer.from('x')),
      signed({ alg: 'HS256', kid: 'one' }, claimsOf(), (text) =>
        createHmac('sha256', publicText).update(text).digest(),
      ),
      signed({ alg: 'RS256', kid: 'one' }, claimsOf(), () => Buffer.alloc(256)),
    ],
  };
}
