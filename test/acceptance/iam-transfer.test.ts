import assert from 'node:assert/strict';
import { copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../conformance/harness/clients.ts';
import { allow, createUser, policyText } from '../conformance/harness/identities.ts';
import { startServer, useServer } from '../conformance/harness/server.ts';
import { openOwnCommand } from './own-command.ts';

const server = await useServer();
const other = await startServer();
after(() => other.stop());
const own = await openOwnCommand(server);
const inOther = await openOwnCommand(other);
const iam = iamClient(server);

const read = policyText(allow('s3:GetObject', '*'));
const write = policyText(allow('s3:PutObject', '*'));
const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';

const { Policy } = await iam.send(
  new CreatePolicyCommand({ PolicyName: 'readers', Path: '/team/', PolicyDocument: read }),
);
const policyArn = Policy?.Arn ?? '';
const account = policyArn.split(':')[4] ?? '';
await iam.send(new CreateGroupCommand({ GroupName: 'staff', Path: '/team/' }));
await iam.send(new AttachGroupPolicyCommand({ GroupName: 'staff', PolicyArn: policyArn }));
await iam.send(
  new CreateUserCommand({
    UserName: 'ann',
    PermissionsBoundary: policyArn,
    Tags: [{ Key: 'team', Value: 'a' }],
  }),
);
await iam.send(new AddUserToGroupCommand({ UserName: 'ann', GroupName: 'staff' }));
await iam.send(new AttachUserPolicyCommand({ UserName: 'ann', PolicyArn: admin }));
const inline = { UserName: 'ann', PolicyName: 'own', PolicyDocument: write };
await iam.send(new PutUserPolicyCommand(inline));
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'sts:AssumeRole',
    },
  ],
});
await iam.send(
  new CreateRoleCommand({
    RoleName: 'deploy',
    AssumeRolePolicyDocument: trust,
    Description: 'Ships',
    MaxSessionDuration: 7_200,
  }),
);
const rolePolicy = { RoleName: 'deploy', PolicyName: 'ship', PolicyDocument: write };
await iam.send(new PutRolePolicyCommand(rolePolicy));
const keyed = await createUser(iam);

/** What of an export does not name the account that it is of. */
async function withoutAccount(path: string): Promise<unknown> {
  const document = JSON.parse(await readFile(path, 'utf8'));
  const text = JSON.stringify(document).replaceAll(document.account, 'ACCOUNT');
  const neutral = JSON.parse(text);
  for (const user of neutral.users) user.accessKeys = [];
  return neutral;
}

describe('iam export and import', () => {
  const file = join(own.folder, 'iam.json');

  test('an export has everything but secrets', async () => {
    const { code, error } = await own.run(server.root, 'iam', 'export', 'iam.json');
    assert.equal(code, 0, error);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const text = await readFile(file, 'utf8');
    assert.ok(text.includes(keyed.credentials.accessKeyId));
    assert.ok(!text.includes(keyed.credentials.secretAccessKey));
    const { users, groups, roles, policies } = JSON.parse(text);
    const names = [users, groups, roles, policies].map((list) => list.length);
    assert.deepEqual(names, [2, 1, 1, 1]);
  });

  test('an import into another account makes the same there', async () => {
    await copyFile(file, join(inOther.folder, 'iam.json'));
    const dry = await inOther.run(other.root, 'iam', 'import', 'iam.json', '--dry-run');
    assert.equal(dry.code, 0, dry.error);
    assert.match(dry.error, /create the user ann/);
    const unasked = await inOther.run(other.root, 'iam', 'import', 'iam.json');
    assert.equal(unasked.code, 1);
    const { code, error } = await inOther.run(other.root, 'iam', 'import', 'iam.json', '--yes');
    assert.equal(code, 0, error);
    await inOther.run(other.root, 'iam', 'export', 'again.json');
    const again = join(inOther.folder, 'again.json');
    assert.deepEqual(await withoutAccount(again), await withoutAccount(file));
    const theirs = iamClient(other);
    const { User } = await theirs.send(new GetUserCommand({ UserName: 'ann' }));
    assert.ok(!User?.PermissionsBoundary?.PermissionsBoundaryArn?.includes(account));
    const keys = await theirs.send(new ListAccessKeysCommand({ UserName: keyed.name }));
    assert.deepEqual(keys.AccessKeyMetadata, []);
  });

  test('an import again does nothing, and changes what differs', async () => {
    const run = () => inOther.run(other.root, 'iam', 'import', 'iam.json', '--yes');
    assert.match((await run()).error, /Everything of the file is there already/);
    const theirs = iamClient(other);
    const { User } = await theirs.send(new GetUserCommand({ UserName: 'ann' }));
    const PolicyArn = User?.PermissionsBoundary?.PermissionsBoundaryArn;
    for (let version = 2; version <= 5; version += 1) {
      const change = { PolicyArn, PolicyDocument: write, SetAsDefault: true };
      await theirs.send(new CreatePolicyVersionCommand(change));
    }
    const { code, error } = await run();
    assert.equal(code, 0, error);
    assert.match(error, /give the policy readers a new version/);
    assert.match((await run()).error, /Everything of the file is there already/);
  });

  test('a caller without rights, and a file of something else, are refused', async () => {
    const denied = await own.run(keyed.credentials, 'iam', 'export');
    assert.equal(denied.code, 1);
    assert.match(denied.error, /GetAccountAuthorizationDetails/);
    await writeFile(join(own.folder, 'bad.json'), '{"format":"x"}');
    const bad = await own.run(server.root, 'iam', 'import', 'bad.json', '--yes');
    assert.equal(bad.code, 1);
    assert.match(bad.error, /bad\.json is no file of iam export/);
  });
});
