import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateRoleCommand, GetRoleCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { allow, createUser, policyText } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';
import { createRole, tagsOf, trusting, trustPolicy } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('CreateRole', () => {
  test('makes a role under a path, with its trust policy byte for byte', async () => {
    const RoleName = uniqueName('role');
    const AssumeRolePolicyDocument = ` ${trustPolicy}\n`;
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument,
        Path: '/team/',
        Description: 'For a test.',
        MaxSessionDuration: 7200,
        Tags: [{ Key: 'Team', Value: 'a' }],
      }),
    );
    assert.match(Role?.Arn ?? '', /^arn:aws:iam::\d{12}:role\/team\/role-/);
    assert.match(Role?.RoleId ?? '', /^AROA[A-Z2-7]{17}$/);
    assert.equal(
      decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''),
      AssumeRolePolicyDocument,
    );
    const read = await iam.send(new GetRoleCommand({ RoleName }));
    assert.equal(read.Role?.Description, 'For a test.');
    assert.equal(read.Role?.MaxSessionDuration, 7200);
    assert.equal(tagsOf(read.Role?.Tags), 'Team=a');
  });

  test('lets a session last an hour when nothing else is said', async () => {
    const { name } = await createRole(iam);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
    assert.equal(Role?.MaxSessionDuration, 3600);
  });

  test('refuses a name that is taken, in whichever case', async () => {
    const { name } = await createRole(iam);
    const taken = createRole(iam, { RoleName: name.toUpperCase() });
    const words = /^Role with name ROLE-\w+ already exists\.$/;
    await expectError(taken, 'EntityAlreadyExists', 409, words);
  });

  const malformed: readonly [string, string][] = [
    ['that is no JSON', 'no'],
    ['without a principal', policyText(allow('sts:AssumeRole', '*'))],
    ['with a resource', policyText({ ...allow('sts:AssumeRole', '*'), Principal: '*' })],
    ['that trusts a user who is not there', trusting({ AWS: 'arn:aws:iam::123456789012:user/no' })],
  ];
  for (const [name, AssumeRolePolicyDocument] of malformed) {
    test(`refuses a trust policy ${name}`, async () => {
      const RoleName = uniqueName('role');
      const made = createRole(iam, { RoleName, AssumeRolePolicyDocument });
      await expectError(made, 'MalformedPolicyDocument', 400);
      await expectError(iam.send(new GetRoleCommand({ RoleName })), 'NoSuchEntity', 404);
    });
  }

  test('refuses a trust policy of more than 2048 characters', async () => {
    const AssumeRolePolicyDocument = trusting({
      Service: Array.from({ length: 100 }, (_, index) => `service-${index}.amazonaws.com`),
    });
    const words = /^Cannot exceed quota for ACLSizePerRole: 2048$/;
    const made = createRole(iam, { AssumeRolePolicyDocument });
    await expectError(made, 'LimitExceeded', 409, words);
  });

  test('refuses names, paths, durations and tags beyond their limits', async () => {
    const bad = [
      { RoleName: 'a'.repeat(65) },
      { RoleName: 'a b' },
      { Path: 'team' },
      { MaxSessionDuration: 3599 },
      { MaxSessionDuration: 43_201 },
      { Tags: [{ Key: '', Value: '' }] },
    ];
    for (const input of bad) await expectError(createRole(iam, input), 'ValidationError', 400);
    const twice = [
      { Key: 'a', Value: '1' },
      { Key: 'A', Value: '2' },
    ];
    await expectError(createRole(iam, { Tags: twice }), 'InvalidInput', 400, /^Duplicate tag keys/);
  });

  test('refuses a boundary that is not there', async () => {
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/NoSuchPolicy';
    const made = createRole(iam, { PermissionsBoundary });
    await expectError(made, 'NoSuchEntity', 404, /does not exist or is not attachable\.$/);
  });

  test('needs iam:CreateRole on the role to be', async () => {
    const { arn } = await createRole(iam);
    const RoleName = uniqueName('role');
    const resource = arn.replace(/[^/]+$/, RoleName);
    await expectIamPermission(server, iam, 'iam:CreateRole', resource, (client) =>
      createRole(client, { RoleName }),
    );
  });

  test('needs iam:TagRole too when it comes with tags', async () => {
    const user = await createUser(iam, allow('iam:CreateRole', '*'));
    const client = iamClient(server, user.credentials);
    const made = createRole(client, { Tags: [{ Key: 'Team', Value: 'a' }] });
    await expectError(made, 'AccessDenied', 403, /iam:TagRole/);
  });
});
