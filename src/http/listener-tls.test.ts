import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Listener, type TlsMaterial } from './listener.ts';

const folder = mkdtempSync(join(tmpdir(), 'listener-tls-'));
after(() => rmSync(folder, { recursive: true }));

/** A certificate of its own for localhost, or undefined where no openssl is installed. */
function certificate(name: string): TlsMaterial | undefined {
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  try {
    execFileSync(
      'openssl',
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=${name} -keyout ${key} -out ${cert}`.split(
        ' ',
      ),
      { stdio: 'ignore' },
    );
  } catch {
    return undefined;
  }
  return { key: readFileSync(key), cert: readFileSync(cert) };
}

const [first, second] = [certificate('first'), certificate('second')];

/** The body, and the name on the certificate that was shown. */
function get(port: number): Promise<{ body: string; name: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', rejectUnauthorized: false, agent: false });
    let name = '';
    asked.on('socket', (socket) =>
      socket.on('secureConnect', () => {
        if ('getPeerCertificate' in socket && typeof socket.getPeerCertificate === 'function') {
          name = String(socket.getPeerCertificate().subject.CN);
        }
      }),
    );
    asked.on('error', reject);
    asked.on('response', async (response) => {
      const body = Buffer.concat(await response.toArray()).toString();
      resolve({ body, name });
    });
    asked.end();
  });
}

test('a TLS listener knows that it is secure, and takes a renewed certificate while it runs', {
  skip: first === undefined || second === undefined ? 'openssl is not installed' : false,
}, async () => {
  assert.ok(first !== undefined && second !== undefined);
  const listener = new Listener({ tls: first }, async ({ secure, tlsVersion }) => ({
    status: 200,
    headers: {},
    body: `${secure} ${tlsVersion}`,
  }));
  const address = await listener.listen({ host: '127.0.0.1', port: 0 });
  assert.ok(address !== null && typeof address === 'object');
  assert.deepEqual(await get(address.port), { body: 'true TLSv1.3', name: 'first' });
  listener.reloadTls(second);
  assert.deepEqual(await get(address.port), { body: 'true TLSv1.3', name: 'second' });
  assert.throws(() => listener.reloadTls({ key: first.key, cert: second.cert }));
  assert.deepEqual(await get(address.port), { body: 'true TLSv1.3', name: 'second' });
  listener.kill();
});
