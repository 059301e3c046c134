import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import {
  ChangePasswordCommand,
  CreateLoginProfileCommand,
  CreateRoleCommand,
  UpdateLoginProfileCommand,
} from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  GetSessionTokenCommand,
  type Credentials as Given,
} from '@aws-sdk/client-sts';
import { createBucketWith } from '../conformance/harness/buckets.ts';
import { iamClient, s3Client, stsClient } from '../conformance/harness/clients.ts';
import { allow, createUser, policyText } from '../conformance/harness/identities.ts';
import { type Credentials, useServer } from '../conformance/harness/server.ts';
import { type RawRequest, sendSigned } from '../conformance/harness/signed-request.ts';
import { uniqueName } from '../conformance/harness/unique-name.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-secrets-'));
const dataFolder = join(folder, 'data');
after(() => rmSync(folder, { recursive: true, force: true }));
const server = await useServer({
  dataFolder,
  masterKeyFile: join(folder, 'master.key'),
  arguments: ['--log-level', 'debug', '--admin-listen', '127.0.0.1:0'],
});
const iam = iamClient(server);

/** What nobody may find anywhere, by what it is. */
const secrets = new Map<string, string>();
/** Everything that the server told somebody who was refused, and its health. */
const told: string[] = [];

secrets.set("root's secret key", server.root.secretAccessKey);

async function tell(raw: RawRequest): Promise<number> {
  const { status, text, headers } = await sendSigned(server, raw);
  assert.ok(status >= 400, `${raw.path} was to be refused: ${status} ${text}`);
  told.push(`${JSON.stringify(headers)}\n${text}`);
  return status;
}

const newPassword = () => `Aa1!${uniqueName('password')}`;

/** Passwords are set, changed, and refused for being wrong or weak. */
async function usePasswords(): Promise<void> {
  const user = await createUser(iam, allow('iam:ChangePassword', '*'));
  const UserName = user.name;
  secrets.set("a user's secret key", user.credentials.secretAccessKey);
  const passwords = [newPassword(), newPassword(), newPassword(), newPassword()];
  for (const [index, password] of passwords.entries()) secrets.set(`password ${index}`, password);
  const [first, second, third, wrong] = passwords;
  await iam.send(new CreateLoginProfileCommand({ UserName, Password: first }));
  await iam.send(new UpdateLoginProfileCommand({ UserName, Password: second }));
  const own = iamClient(server, user.credentials);
  const change = { OldPassword: second, NewPassword: third };
  await own.send(new ChangePasswordCommand(change));
  const refused = own.send(new ChangePasswordCommand({ OldPassword: wrong, NewPassword: second }));
  await assert.rejects(refused, (error) => told.push(String(error)) > 0);
}

function kept(name: string, given: Given | undefined): Credentials {
  const { AccessKeyId, SecretAccessKey, SessionToken } = given ?? {};
  assert.ok(AccessKeyId && SecretAccessKey && SessionToken);
  secrets.set(`the secret key of ${name}`, SecretAccessKey);
  secrets.set(`the token of ${name}`, SessionToken);
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
}

/** Temporary keys that are used, and refused. */
async function useSessions(path: string): Promise<void> {
  const user = await createUser(iam, allow(['sts:*', 's3:GetObject'], '*'));
  secrets.set("another user's secret key", user.credentials.secretAccessKey);
  const trust = { Effect: 'Allow', Principal: { AWS: user.arn }, Action: 'sts:AssumeRole' };
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: uniqueName('role'),
      AssumeRolePolicyDocument: policyText(trust),
    }),
  );
  const sts = stsClient(server, user.credentials);
  const asked = { RoleArn: Role?.Arn, RoleSessionName: 'canary' };
  const assumed = await sts.send(new AssumeRoleCommand(asked));
  const credentials = kept('a role session', assumed.Credentials);
  await tell({ path, credentials });
  await tell({ path, credentials: { ...credentials, sessionToken: 'x'.repeat(64) } });
  const session = await sts.send(new GetSessionTokenCommand({}));
  const own = kept('a session of GetSessionToken', session.Credentials);
  assert.equal((await sendSigned(server, { path, credentials: own })).status, 200);
  await tell({
    path,
    credentials: own,
    tamper: (headers) => {
      headers['x-amz-date'] = '20200101T000000Z';
    },
  });
}

/** Keys that clients send along for the encryption of single objects. */
async function useCustomerKeys(bucket: string): Promise<void> {
  const key = randomBytes(32);
  secrets.set('a customer key', key.toString('base64'));
  const headers = {
    'x-amz-server-side-encryption-customer-algorithm': 'AES256',
    'x-amz-server-side-encryption-customer-key': key.toString('base64'),
    'x-amz-server-side-encryption-customer-key-md5': createHash('md5').update(key).digest('base64'),
  };
  const credentials = server.root;
  const path = `/${bucket}/encrypted`;
  const put = await sendSigned(server, { method: 'PUT', path, body: 'body', headers, credentials });
  told.push(put.text);
  const read = await sendSigned(server, { path, headers, credentials });
  told.push(`${read.status} ${JSON.stringify(read.headers)}`);
  const wrong = { ...headers, 'x-amz-server-side-encryption-customer-key-md5': 'AAAA' };
  await tell({ method: 'PUT', path, body: 'body', headers: wrong, credentials });
}

/** Requests that are refused before anybody knows who sends them. */
async function useWrongSignatures(path: string): Promise<void> {
  const { accessKeyId } = server.root;
  await tell({ path, credentials: { accessKeyId, secretAccessKey: 'wrong-secret' } });
  await tell({ path: '/', method: 'POST', body: 'Action=Nothing', credentials: server.root });
  await tell({ path, query: `X-Amz-Signature=00&X-Amz-Credential=${accessKeyId}` });
}

/** The answers of the administration's address. */
async function readHealth(): Promise<void> {
  const health = /^Health on (http:\/\/[^/]+)\//m.exec(server.output())?.[1];
  assert.ok(health, 'the address of the health endpoint is printed');
  for (const path of ['/health/live', '/health/ready', '/health/nothing', '/metrics']) {
    const text = await new Promise<string>((resolve, reject) => {
      const request = get(`${health}${path}`, async (answer) => {
        let body = '';
        for await (const chunk of answer) body += chunk;
        resolve(body);
      });
      request.once('error', reject);
    });
    told.push(text);
  }
}

/** Every file below a folder. */
function filesBelow(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((name) => statSync(name).isFile());
}

/** A secret as it is, and as it would look when somebody encoded it. */
function formsOf(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret, 'utf8');
  const forms = [secret, bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')];
  if (encodeURIComponent(secret) !== secret) forms.push(encodeURIComponent(secret));
  return forms.map((form) => Buffer.from(form, 'utf8'));
}

const bucket = await createBucketWith(s3Client(server), ['key']);
await usePasswords();
await useSessions(`/${bucket}/key`);
await useCustomerKeys(bucket);
await useWrongSignatures(`/${bucket}/key`);
await readHealth();
const masterKey = readFileSync(join(folder, 'master.key'), 'utf8').trim().split(':').at(-1) ?? '';
secrets.set('the master key', masterKey);

/** The names of the secrets that some bytes hold. */
function secretsIn(bytes: Buffer): readonly string[] {
  const found = [...secrets].filter(([, secret]) =>
    formsOf(secret).some((form) => bytes.includes(form)),
  );
  if (bytes.includes(Buffer.from(masterKey, 'base64'))) found.push(['the raw master key', '']);
  return found.map(([name]) => name);
}

describe('CVE-2023-28432, CVE-2018-16889: secrets', () => {
  test('are many, and long enough to be found by chance nowhere', () => {
    assert.ok(secrets.size >= 12, `${secrets.size} secrets`);
    for (const [name, secret] of secrets) assert.ok(secret.length >= 16, name);
    assert.ok(told.length >= 10, `${told.length} answers`);
  });

  test('are in no line of the log, at its most talkative', () => {
    assert.match(server.output(), /debug/, 'the log is at its debug level');
    assert.deepEqual(secretsIn(Buffer.from(server.output(), 'utf8')), []);
  });

  test('are in no refusal and in no answer about health', () => {
    for (const text of told) assert.deepEqual(secretsIn(Buffer.from(text, 'utf8')), [], text);
  });

  test('are in no file on the disk but the file of the master key', async () => {
    await server.stop();
    const files = filesBelow(dataFolder);
    assert.ok(files.length > 2, `${files.length} files`);
    for (const file of files) assert.deepEqual(secretsIn(readFileSync(file)), [], file);
  });

  test('would be found', () => {
    const { secretAccessKey } = server.root;
    assert.deepEqual(secretsIn(Buffer.from(`x${secretAccessKey}x`)), ["root's secret key"]);
    assert.deepEqual(secretsIn(Buffer.from(masterKey, 'base64')), ['the raw master key']);
  });
});
