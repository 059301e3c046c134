import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PutBucketCorsCommand, PutBucketWebsiteCommand } from '@aws-sdk/client-s3';
import { virtualHostSuffix } from '../conformance/harness/access-mode.ts';
import { createBucketWith, putBucketPolicy } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { allow } from '../conformance/harness/identities.ts';
import { lastStatus, sendBytes } from '../conformance/harness/raw-socket.ts';
import { useServer } from '../conformance/harness/server.ts';
import { type RawRequest, sendSigned, signHeaders } from '../conformance/harness/signed-request.ts';
import { sendForm, signForm } from './post-form.ts';

const server = await useServer();
const s3 = s3Client(server);
const Bucket = await createBucketWith(s3, ['page', 'error.html'], 'body');
const anyone = { ...allow('s3:GetObject', `arn:aws:s3:::${Bucket}/*`), Principal: '*' };
await putBucketPolicy(s3, Bucket, anyone);
await s3.send(
  new PutBucketWebsiteCommand({
    Bucket,
    WebsiteConfiguration: {
      IndexDocument: { Suffix: 'page' },
      RoutingRules: [
        { Condition: { KeyPrefixEquals: 'old/' }, Redirect: { ReplaceKeyPrefixWith: 'new/' } },
      ],
    },
  }),
);
await s3.send(
  new PutBucketCorsCommand({
    Bucket,
    CORSConfiguration: {
      CORSRules: [{ AllowedOrigins: ['https://*.example.com'], AllowedMethods: ['GET'] }],
    },
  }),
);

const credentials = server.root;
const evil = '%0D%0ASet-Cookie:%20evil=1%0D%0A%0D%0A<script>';

/** The head of an answer, as it came. */
function headOf(answer: string): string {
  return answer.slice(0, answer.indexOf('\r\n\r\n'));
}

/** Send a signed request as bytes, so that nobody looks at the headers of the answer before us. */
async function rawAnswer(raw: RawRequest, host = `${server.host}:${server.port}`): Promise<string> {
  const headers = signHeaders(host, raw, credentials);
  const body = typeof raw.body === 'string' ? raw.body : '';
  const all = { ...headers, connection: 'close', 'content-length': String(body.length) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const path = raw.query === undefined ? raw.path : `${raw.path}?${raw.query}`;
  return sendBytes(
    server,
    `${raw.method ?? 'GET'} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`,
  );
}

const clean = (answer: string) => assert.doesNotMatch(headOf(answer), /^\s*set-cookie/im);

describe('CVE-2020-10753, CVE-2021-3524: CR and LF never reach a header', () => {
  for (const name of [
    'response-content-type',
    'response-content-disposition',
    'response-cache-control',
    'response-content-encoding',
    'response-content-language',
    'response-expires',
  ]) {
    test(`by ${name}`, async () => {
      const query = `${name}=${encodeURIComponent('a\r\nSet-Cookie: evil=1\r\n\r\n<script>')}`;
      const answer = await rawAnswer({ path: `/${Bucket}/page`, query });
      assert.equal(lastStatus(answer), 400, answer);
      clean(answer);
    });
  }

  for (const name of [
    'success_action_redirect',
    'redirect',
    'key',
    'Content-Type',
    'x-amz-meta-a',
  ]) {
    test(`by the field ${name} of a form`, async () => {
      const value = `${name.endsWith('redirect') ? 'https://a.example/' : ''}a\r\nSet-Cookie: evil=1`;
      const others = name === 'key' ? [] : ([['key', 'form']] as const);
      const form = signForm({
        ...{ credentials, bucket: Bucket, fields: [...others, [name, value]] },
        conditions: ['key', name].map((field) => ['starts-with', `$${field}`, '']),
      });
      const { headers } = await sendForm(server, Bucket, form);
      assert.equal(headers['set-cookie'], undefined);
      for (const header of Object.values(headers)) assert.doesNotMatch(String(header), /[\r\n]/);
      const read = await rawAnswer({ path: `/${Bucket}/form` });
      clean(read);
    });
  }

  test('by the address of a website, whose redirects name it', async () => {
    const host = `${Bucket}.s3-website.${virtualHostSuffix}:${server.port}`;
    for (const path of [`/old/${evil}`, `/${evil}`, `/a${evil}/`, '/old/%0d%0aSet-Cookie:evil=1']) {
      const request = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
      const answer = await sendBytes(server, request);
      assert.ok(lastStatus(answer) > 0, answer);
      clean(answer);
    }
  });

  test('by the redirect of an object', async () => {
    const headers = { 'x-amz-website-redirect-location': '/a%0d%0aSet-Cookie: evil=1' };
    const put = { method: 'PUT', path: `/${Bucket}/redirect`, body: 'x', headers };
    await rawAnswer(put);
    const host = `${Bucket}.s3-website.${virtualHostSuffix}:${server.port}`;
    clean(
      await sendBytes(
        server,
        `GET /redirect HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      ),
    );
  });

  test('by an Origin, which CORS repeats', async () => {
    for (const origin of [
      'https://a.example.com\rSet-Cookie: evil=1',
      'https://a\u0000.example.com',
    ]) {
      const answer = await sendBytes(
        server,
        `GET /${Bucket}/page HTTP/1.1\r\nHost: ${server.host}\r\nOrigin: ${origin}\r\nConnection: close\r\n\r\n`,
      );
      clean(answer);
      assert.doesNotMatch(headOf(answer), /access-control-allow-origin/i);
    }
  });
});

describe('CVE-2026-27822, CVE-2026-62378: what others stored acts in nobody else’s name', () => {
  test('an origin is allowed as a whole, never by a part of it', async () => {
    for (const origin of [
      'https://example.com.evil.example',
      'https://evil.example',
      'http://a.example.com',
      'https://a.example.com.',
      'null',
      'https://a.example.com, https://evil.example',
    ]) {
      const { headers } = await sendSigned(server, {
        ...{ path: `/${Bucket}/page`, credentials, headers: { origin } },
      });
      assert.equal(headers['access-control-allow-origin'], undefined, origin);
    }
    const { headers } = await sendSigned(server, {
      ...{ path: `/${Bucket}/page`, credentials, headers: { origin: 'https://a.example.com' } },
    });
    assert.equal(headers['access-control-allow-origin'], 'https://a.example.com');
  });

  test('an error is XML and never a page, whatever the request had in it', async () => {
    for (const raw of [
      { path: `/${Bucket}/%3Cscript%3Ealert(1)%3C/script%3E` },
      { path: '/%3Cimg%20src=x%3E' },
      { path: `/${Bucket}`, query: 'list-type=2&max-keys=%3Cscript%3E' },
    ]) {
      const answer = await sendSigned(server, { ...raw, keepsPath: true });
      assert.ok(answer.status >= 400);
      assert.equal(answer.headers['content-type'], 'application/xml');
      assert.doesNotMatch(answer.text, /<(script|img)/i);
    }
  });

  test('a page of a website shows its visitor nothing of the address but as text', async () => {
    const host = `${Bucket}.s3-website.${virtualHostSuffix}:${server.port}`;
    const path = '/%3Cscript%3Ealert(1)%3C/script%3E';
    const answer = await sendBytes(
      server,
      `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
    assert.doesNotMatch(answer.slice(headOf(answer).length), /<script>alert/);
  });
});

describe('CVE-2026-46685: the origin of objects is not that of the console', () => {
  test('nothing of a console is served beside objects, and no cookie is set or read', async () => {
    for (const path of ['/console', '/index.html', '/login', '/api/session', '/assets/index.js']) {
      const answer = await sendSigned(server, { path, headers: { cookie: 'session=1' } });
      assert.ok(answer.status === 403 || answer.status === 404, `${path} ${answer.status}`);
      assert.equal(answer.headers['content-type'], 'application/xml');
      assert.equal(answer.headers['set-cookie'], undefined);
    }
  });
});
