import assert from 'node:assert/strict';
import { request } from 'node:http';
import { describe, test } from 'node:test';
import {
  CreateLoginProfileCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  GetUserCommand,
  UpdateAccessKeyCommand,
  UpdateLoginProfileCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { ConsoleClient, type Described } from '../browser/console-client.ts';
import { consoleOrigin, withConsole } from '../browser/console-origin.ts';
import { iamClient, s3Client } from '../conformance/harness/clients.ts';
import { allow, createUser } from '../conformance/harness/identities.ts';
import { useServer } from '../conformance/harness/server.ts';
import { uniqueName } from '../conformance/harness/unique-name.ts';

const server = await useServer({ arguments: withConsole, workers: 2 });
const origin = await consoleOrigin(server);
const iam = iamClient(server);
const s3 = s3Client(server);
const password = 'correct Horse 7 battery!';

const accountId = await (async () => {
  const root = new ConsoleClient(origin);
  await root.signIn(server.root);
  const { arn }: Described = JSON.parse(await (await root.send('/session')).text());
  return arn.split(':')[4] ?? '';
})();

async function signedInRoot(): Promise<ConsoleClient> {
  const client = new ConsoleClient(origin);
  assert.equal((await client.signIn(server.root)).status, 200);
  return client;
}

async function userWithPassword(resetRequired = false) {
  const user = await createUser(iam, allow('*', '*'));
  const PasswordResetRequired = resetRequired;
  const profile = { UserName: user.name, Password: password, PasswordResetRequired };
  await iam.send(new CreateLoginProfileCommand(profile));
  return { ...user, form: { account: accountId, userName: user.name, password } };
}

async function codeOf(response: Response): Promise<string> {
  const body: { code: string } = JSON.parse(await response.text());
  return body.code;
}

const whoAmI = { Action: 'GetUser' };

describe('a session of the console', { concurrency: true }, () => {
  test('begins with an access key or a password, and speaks for nobody else', async () => {
    const user = await userWithPassword();
    for (const form of [user.credentials, user.form]) {
      const client = new ConsoleClient(origin);
      assert.equal((await client.signIn(form)).status, 200);
      const answer = await (await client.iam(whoAmI)).text();
      assert.ok(answer.includes(`<UserName>${user.name}</UserName>`), answer);
    }
  });

  test('has a cookie that scripts and other sites do not get', async () => {
    const response = await new ConsoleClient(origin).signIn(server.root);
    const cookie = response.headers.getSetCookie().join();
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/']) {
      assert.ok(cookie.includes(attribute), cookie);
    }
    assert.ok(!(await response.text()).includes(server.root.secretAccessKey));
  });

  test('ends on the server when somebody signs out', async () => {
    const client = await signedInRoot();
    assert.equal((await client.send('/session', { method: 'DELETE' })).status, 200);
    assert.equal((await client.iam(whoAmI)).status, 401);
    assert.equal(await codeOf(await client.send('/session')), 'SignInRequired');
  });

  test('ends with its key: inactive, then deleted', async () => {
    const user = await createUser(iam, allow('*', '*'));
    const key = { UserName: user.name, AccessKeyId: user.credentials.accessKeyId };
    const client = new ConsoleClient(origin);
    await client.signIn(user.credentials);
    await iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Inactive' }));
    assert.equal((await client.iam(whoAmI)).status, 401);
    await iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Active' }));
    assert.equal((await client.iam(whoAmI)).status, 200);
    await iam.send(new DeleteAccessKeyCommand(key));
    assert.equal((await client.iam(whoAmI)).status, 401);
  });

  test('ends with its password: changed, or taken away', async () => {
    const [first, second] = [await userWithPassword(), await userWithPassword()];
    const [a, b] = [new ConsoleClient(origin), new ConsoleClient(origin)];
    await a.signIn(first.form);
    await b.signIn(second.form);
    const changed = { UserName: first.name, Password: `${password}2` };
    await iam.send(new UpdateLoginProfileCommand(changed));
    await iam.send(new DeleteLoginProfileCommand({ UserName: second.name }));
    assert.equal((await a.iam(whoAmI)).status, 401);
    assert.equal((await b.iam(whoAmI)).status, 401);
  });

  test('with a password that must be changed can change it and nothing else', async () => {
    const user = await userWithPassword(true);
    const client = new ConsoleClient(origin);
    const begun: Described = JSON.parse(await (await client.signIn(user.form)).text());
    assert.equal(begun.mustChangePassword, true);
    assert.equal(await codeOf(await client.iam(whoAmI)), 'PasswordChangeRequired');
    assert.equal((await client.send('/api/s3/')).status, 403);
    const link = { method: 'GET', bucket: 'b', key: 'k', expiresSeconds: '60' };
    assert.equal((await client.sendJson('/session/presigned-url', link)).status, 403);
    const newPassword = 'another Horse 8 battery!';
    const change = { oldPassword: password, newPassword };
    assert.equal((await client.sendJson('/session/password', change)).status, 200);
    assert.equal((await client.signIn({ ...user.form, password: newPassword })).status, 200);
    assert.equal((await client.iam(whoAmI)).status, 200);
  });

  test('cannot be had by who may set a cookie of their own beside it', async () => {
    const [mine, theirs] = [await signedInRoot(), await signedInRoot()];
    const cookie = `${theirs.cookie}; ${mine.cookie}`;
    assert.equal((await mine.send('/session', { headers: { cookie } })).status, 401);
  });
});

describe('a request to the console', { concurrency: true }, () => {
  const post = { method: 'POST', body: new URLSearchParams(whoAmI) };

  test('that changes something needs the token of the page', async () => {
    const client = await signedInRoot();
    for (const token of ['', 'x', `${client.csrfToken}x`, client.cookie]) {
      const headers = { 'x-strongroom-csrf-token': token };
      const response = await client.send('/api/iam', { ...post, headers });
      assert.equal(await codeOf(response), 'RequestFromOtherPage');
    }
  });

  test('that changes something must come from the page itself', async () => {
    const client = await signedInRoot();
    const others = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${origin}.evil.example` },
      { origin: server.endpoint },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'none' },
    ];
    for (const headers of others) {
      const response = await client.send('/api/iam', { ...post, headers });
      assert.equal(await codeOf(response), 'RequestFromOtherPage', JSON.stringify(headers));
    }
  });

  test('cannot change anything by being read', async () => {
    const client = await signedInRoot();
    const UserName = uniqueName('made-by-get');
    const query = new URLSearchParams({ Action: 'CreateUser', Version: '2010-05-08', UserName });
    for (const method of ['GET', 'HEAD']) {
      const { status } = await client.send(`/api/iam?${query}`, { method });
      assert.equal(status, 400, method);
    }
    const gone = iam.send(new GetUserCommand({ UserName }));
    await assert.rejects(gone, { name: 'NoSuchEntityException' });
  });

  test('that reads is refused where another site sent it', async () => {
    const client = await signedInRoot();
    for (const site of ['same-site', 'cross-site']) {
      const headers = { 'sec-fetch-site': site };
      assert.equal((await client.send('/api/s3/', { headers })).status, 403);
      assert.equal((await client.send('/session', { headers })).status, 403);
    }
  });

  test('without a session is no anonymous request', async () => {
    const nobody = new ConsoleClient(origin);
    for (const path of ['/api/s3/', '/api/s3/photos/cat.jpg', '/session']) {
      assert.equal((await nobody.send(path)).status, 401, path);
    }
    assert.equal((await nobody.iam(whoAmI)).status, 401);
  });

  test('with a signature is judged by its session alone', async () => {
    const user = await createUser(iam);
    const client = new ConsoleClient(origin);
    await client.signIn(user.credentials);
    const { accessKeyId } = server.root;
    const scope = `${accessKeyId}/20260101/us-east-1/iam/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`;
    const response = await client.send('/api/iam', {
      method: 'POST',
      body: new URLSearchParams({ Action: 'ListUsers', Version: '2010-05-08' }),
      headers: { authorization },
    });
    assert.equal(response.status, 403);
    const text = await response.text();
    assert.ok(text.includes(`user/${user.name} is not authorized to perform: iam:ListUsers`), text);
  });

  test('at the address of the objects brings no session', async () => {
    const client = await signedInRoot();
    const headers = { cookie: client.cookie, 'x-strongroom-csrf-token': client.csrfToken };
    const response = await fetch(`${server.endpoint}/`, { headers });
    assert.equal(response.status, 403);
    assert.equal((await fetch(`${server.endpoint}/session`, { headers })).status, 404);
  });
});

describe('signing in', { concurrency: true }, () => {
  const failure = 'Your authentication information is incorrect. Please try again.';

  test('fails in the same words whatever was wrong', async () => {
    const user = await userWithPassword();
    const forms = [
      { ...user.form, password: 'wrong' },
      { ...user.form, userName: uniqueName('nobody') },
      { ...user.form, account: '000000000000' },
      { ...user.form, account: 'no-such-alias' },
      { accessKeyId: user.credentials.accessKeyId, secretAccessKey: 'wrong' },
      { accessKeyId: 'AKIANOBODYNOBODYNOBO', secretAccessKey: user.credentials.secretAccessKey },
    ];
    for (const form of forms) {
      const response = await new ConsoleClient(origin).signIn(form);
      assert.equal(response.status, 401);
      assert.deepEqual(JSON.parse(await response.text()), {
        code: 'SignInFailed',
        message: failure,
      });
      assert.deepEqual(response.headers.getSetCookie(), []);
    }
  });

  test('is refused to another page, and to a form that a page can send without asking', async () => {
    const body = JSON.stringify(server.root);
    const client = new ConsoleClient(origin);
    const json = { 'content-type': 'application/json' };
    const foreign = { ...json, origin: 'https://evil.example' };
    const asText = { 'content-type': 'text/plain' };
    for (const headers of [foreign, asText]) {
      const response = await client.send('/session', { method: 'POST', body, headers });
      assert.ok(response.status === 403 || response.status === 400, String(response.status));
      assert.deepEqual(response.headers.getSetCookie(), []);
    }
  });

  test('again and again has to wait', async () => {
    const user = await userWithPassword();
    const statuses: number[] = [];
    // Each worker counts what it sees.
    for (let attempt = 0; attempt < 14; attempt++) {
      const wrong = { ...user.form, password: 'wrong' };
      const response = await new ConsoleClient(origin).signIn(wrong);
      statuses.push(response.status);
      if (response.status === 429) assert.match(response.headers.get('retry-after') ?? '', /^\d+$/);
    }
    assert.ok(statuses.includes(429), statuses.join());
  });
});

describe('what the console answers', { concurrency: true }, () => {
  test('has its policies on every path', async () => {
    const client = await signedInRoot();
    for (const path of [
      '/',
      '/iam/users',
      '/assets/none.js',
      '/session',
      '/api/s3/',
      '/api/none',
    ]) {
      const { headers } = await client.send(path);
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/, path);
      assert.match(policy, /frame-ancestors 'none'/, path);
      assert.doesNotMatch(policy, /unsafe|\*/, path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
      assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin', path);
      assert.equal(headers.get('access-control-allow-origin'), null, path);
    }
  });

  test('never lets an object be a page of this origin', async () => {
    const client = await signedInRoot();
    const bucket = uniqueName('pages');
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    const page = { Bucket: bucket, Key: 'page.html', ContentType: 'text/html' };
    const inline = { ...page, ContentDisposition: 'inline', Body: '<script>1</script>' };
    await s3.send(new PutObjectCommand(inline));
    const { headers } = await client.send(`/api/s3/${bucket}/page.html`);
    assert.equal(headers.get('content-disposition'), 'attachment');
    assert.match(headers.get('content-security-policy') ?? '', /sandbox/);
    assert.equal(headers.get('cache-control'), 'no-store');
  });

  test('is kept by nobody on the way, nor shown, whatever an object says of itself', async () => {
    const client = await signedInRoot();
    const bucket = uniqueName('cached');
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    const CacheControl = 'public, max-age=31536000';
    // No token, so browsers would take it for inline.
    const ContentDisposition = 'attachment=x';
    const object = { Bucket: bucket, Key: 'a', ContentType: 'text/html', Body: '<h1>a</h1>' };
    await s3.send(new PutObjectCommand({ ...object, CacheControl, ContentDisposition }));
    const { headers } = await client.send(`/api/s3/${bucket}/a`);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('content-disposition'), 'attachment');
    assert.equal(headers.get('x-strongroom-object-cache-control'), CacheControl);
    assert.equal(headers.get('x-strongroom-object-content-disposition'), ContentDisposition);
    const named = { ...object, Key: 'b', ContentDisposition: 'attachment; filename="b.txt"' };
    await s3.send(new PutObjectCommand(named));
    const kept = await client.send(`/api/s3/${bucket}/b`);
    assert.equal(kept.headers.get('content-disposition'), named.ContentDisposition);
  });

  test('is no file outside of its folder', async () => {
    const { hostname, port } = new URL(origin);
    const tricks = [
      '/assets/../index.html',
      '/assets/..%2findex.html',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/assets/../../package.json',
      '/assets/....//package.json',
      '/assets/a\\..\\..\\package.json',
    ];
    for (const path of tricks) {
      const text = await new Promise<string>((resolve, reject) => {
        request({ hostname, port, path }, (response) => {
          let body = '';
          response.setEncoding('utf8').on('data', (chunk) => {
            body += chunk;
          });
          response.on('end', () => resolve(body));
        })
          .on('error', reject)
          .end();
      });
      assert.ok(!text.includes('strongroom-console') && !text.includes('"scripts"'), path);
    }
  });
});

describe('a presigned link', { concurrency: true }, () => {
  test('opens one object, for a while, without a session', async () => {
    const bucket = uniqueName('links');
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    const keys = ['a b/ü*?$%.txt', 'plain'];
    for (const Key of keys) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: Key }));
    }
    const user = await userWithPassword();
    for (const form of [user.credentials, user.form]) {
      const client = new ConsoleClient(origin);
      await client.signIn(form);
      for (const key of keys) {
        const wanted = { method: 'GET', bucket, key, expiresSeconds: '60' };
        const made = await client.sendJson('/session/presigned-url', wanted);
        const { url }: { url: string } = JSON.parse(await made.text());
        assert.ok(url.startsWith(server.endpoint), url);
        assert.equal(await (await fetch(url)).text(), key);
        assert.equal((await fetch(url, { method: 'DELETE' })).status, 403);
        assert.equal((await fetch(url.replace(bucket, 'other-bucket'))).status, 403);
      }
    }
  });

  test('lasts no longer than it may, and is for what it may be for', async () => {
    const user = await userWithPassword();
    const client = new ConsoleClient(origin);
    await client.signIn(user.form);
    const good = { method: 'GET', bucket: 'b', key: 'k', expiresSeconds: '60' };
    const bad = [
      { ...good, expiresSeconds: '43201' },
      { ...good, expiresSeconds: '0' },
      { ...good, expiresSeconds: 'x' },
      { ...good, method: 'DELETE' },
      { ...good, key: '' },
    ];
    for (const wanted of bad) {
      const response = await client.sendJson('/session/presigned-url', wanted);
      assert.equal(response.status, 400, JSON.stringify(wanted));
    }
  });

  test('gives nobody more than the right that they have', async () => {
    const bucket = uniqueName('rights');
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'k', Body: 'secret' }));
    const user = await createUser(iam);
    const client = new ConsoleClient(origin);
    await client.signIn(user.credentials);
    const wanted = { method: 'GET', bucket, key: 'k', expiresSeconds: '60' };
    const made = await client.sendJson('/session/presigned-url', wanted);
    const { url }: { url: string } = JSON.parse(await made.text());
    assert.equal((await fetch(url)).status, 403);
  });
});
