import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentedCredential, requestFixture } from '../http/request-fixture.ts';
import { createSessionRequests, type SignInReport } from './session-requests.ts';

const token = 't'.repeat(43);
const ended: string[] = [];
const reports: SignInReport[] = [];
const session = {
  method: 'access-key',
  credential: documentedCredential,
  expiresAtMs: 1_000,
  mustChangePassword: false,
} as const;

const answer = createSessionRequests({
  sessions: {
    begin: async () => token,
    find: async (given) => (given === token ? session : undefined),
    end: async (given) => void ended.push(given),
  },
  signIn: async () => ({
    outcome: 'signed-in',
    who: { method: 'access-key', credential: documentedCredential },
  }),
  identities: { account: async () => undefined },
  region: 'us-east-1',
  endpointOf: () => 'https://s3.example',
  reportSignIn: (report) => reports.push(report),
});

async function signIn(secure: boolean, cookie = ''): Promise<string> {
  const body = [Buffer.from(JSON.stringify({ accessKeyId: 'a', secretAccessKey: 'b' }))];
  const request = requestFixture({
    method: 'POST',
    url: '/session',
    headers: {
      host: 'vault.example',
      origin: 'https://vault.example',
      'content-type': 'application/json',
      'content-length': String(body[0]?.length),
      cookie,
    },
    nowMs: 0,
    body,
  });
  const reply = await answer({ ...request, secure });
  assert.equal(reply.status, 200, String(reply.body));
  return reply.headers['set-cookie'] ?? '';
}

test('under TLS the cookie is of this very host, and of HTTPS alone', async () => {
  const attributes = 'Path=/; HttpOnly; SameSite=Strict';
  assert.equal(await signIn(false), `strongroom-session=${token}; ${attributes}`);
  assert.equal(await signIn(true), `__Host-strongroom-session=${token}; ${attributes}; Secure`);
});

test('who signs in again ends the session that the browser had', async () => {
  const before = 'b'.repeat(43);
  await signIn(false, `strongroom-session=${before}`);
  assert.deepEqual(ended, [before]);
});

test('whoever signs in is reported, with the caller', () => {
  const [first] = reports;
  assert.equal(first?.outcome, 'signed-in');
  assert.equal(first?.proof?.caller.principal.userName, 'johnsmith');
});
