import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { FetchFault, type HttpsGetOptions, httpsGet } from './https-get.ts';
import { allowedAddresses } from './public-addresses.ts';

const folder = mkdtempSync(join(tmpdir(), 'https-get-'));
after(() => rmSync(folder, { recursive: true }));

/** A certificate that vouches for itself. */
function certificate(name: string) {
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  const settings = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=${name} -addext subjectAltName=DNS:${name} -keyout ${key} -out ${cert}`;
  execFileSync('openssl', settings.split(' '), { stdio: 'ignore' });
  const pem = readFileSync(cert, 'utf8');
  const thumbprint = new X509Certificate(pem).fingerprint.replaceAll(':', '');
  return { key: readFileSync(key, 'utf8'), cert: pem, thumbprint };
}

const own = certificate('localhost');
const stranger = certificate('elsewhere.example');

let server: Server;
let origin: string;

before(async () => {
  server = createServer(own, (request, response) => {
    if (request.url === '/moved') {
      response.writeHead(302, { location: '/document' }).end();
    } else if (request.url === '/large') {
      response.end('x'.repeat(2_000));
    } else if (request.url !== '/silent') {
      response.end('a document');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  origin = `https://localhost:${address.port}`;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

function fetched(path: string, change: Partial<HttpsGetOptions> = {}): Promise<Buffer> {
  return httpsGet(new URL(path, origin), {
    maxBytes: 1_000,
    timeoutMs: 2_000,
    isAllowed: allowedAddresses(['127.0.0.0/8', '::1/128']),
    thumbprints: [own.thumbprint],
    ...change,
  });
}

function refuses(call: Promise<unknown>, kind: FetchFault['kind']): Promise<void> {
  return assert.rejects(call, (error) => error instanceof FetchFault && error.kind === kind);
}

describe('fetching over HTTPS', () => {
  test('a chain that nobody knows is trusted by its thumbprint', async () => {
    assert.equal((await fetched('/document')).toString(), 'a document');
  });

  test('without that thumbprint it is not', async () => {
    await refuses(fetched('/document', { thumbprints: [] }), 'certificate');
    await refuses(fetched('/document', { thumbprints: [stranger.thumbprint] }), 'certificate');
  });

  test('a trusted certificate of another name is not taken', async () => {
    const { port } = new URL(origin);
    await refuses(fetched(`https://127.0.0.1:${port}/document`), 'certificate');
  });

  test('a private address is refused unless the operator allows it', async () => {
    const isAllowed = allowedAddresses();
    await refuses(fetched('/document', { isAllowed }), 'refused');
    await refuses(fetched('https://169.254.169.254/', { isAllowed }), 'refused');
    await refuses(fetched('https://[::1]/', { isAllowed }), 'refused');
  });

  test('plain HTTP and credentials in the address are refused', async () => {
    await refuses(fetched('http://localhost/'), 'refused');
    await refuses(fetched('https://user:secret@localhost/'), 'refused');
  });

  test('redirects are not followed', () => refuses(fetched('/moved'), 'answer'));

  test('too large an answer is dropped', () => refuses(fetched('/large'), 'answer'));

  test('too slow an answer is dropped', () =>
    refuses(fetched('/silent', { timeoutMs: 100 }), 'unreachable'));
});
