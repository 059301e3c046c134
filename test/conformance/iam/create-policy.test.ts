import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreatePolicyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPolicy, iamArnRoot, somePolicy } from '../harness/iam-entities.ts';
import { allow, policyText } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';

const server = await useServer();
const iam = iamClient(server);

describe('CreatePolicy', () => {
  test('makes a policy whose first version is the default', async () => {
    const PolicyName = uniqueName('policy');
    const input = {
      PolicyName,
      PolicyDocument: somePolicy,
      Path: '/team/',
      Description: 'For tests',
    };
    const { Policy } = await iam.send(new CreatePolicyCommand(input));
    assert.match(Policy?.PolicyId ?? '', /^ANPA[A-Z0-9]{17}$/);
    assert.match(Policy?.Arn ?? '', new RegExp(`^arn:aws:iam::\\d{12}:policy/team/${PolicyName}$`));
    assert.deepEqual(
      [Policy?.DefaultVersionId, Policy?.AttachmentCount, Policy?.IsAttachable],
      ['v1', 0, true],
    );
  });

  test('refuses a name that is taken', async () => {
    const policy = await createPolicy(iam);
    const input = { PolicyName: policy.name, PolicyDocument: somePolicy };
    const call = iam.send(new CreatePolicyCommand(input));
    await expectError(call, 'EntityAlreadyExists', 409, /already exists/);
  });

  const malformed: readonly [string, string][] = [
    ['that is no JSON', 'no'],
    ['without actions', '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}'],
    ['without a version', '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'],
    ['with a principal', policyText({ ...allow('s3:*', '*'), Principal: '*' })],
    ['whose action has no service', policyText(allow('GetObject', '*'))],
    ['whose resource is no ARN', policyText(allow('s3:*', 'bucket'))],
    ['with an unknown element', policyText({ ...allow('s3:*', '*'), Note: 'x' })],
    [
      'with an unknown operator',
      policyText({ ...allow('s3:*', '*'), Condition: { Sounds: { 'aws:username': 'a' } } }),
    ],
    [
      'with a Sid twice',
      policyText({ ...allow('s3:*', '*'), Sid: 'a' }, { ...allow('s3:*', '*'), Sid: 'a' }),
    ],
  ];
  for (const [name, PolicyDocument] of malformed) {
    test(`refuses a policy ${name}`, async () => {
      const input = { PolicyName: uniqueName('policy'), PolicyDocument };
      const call = iam.send(new CreatePolicyCommand(input));
      await expectError(call, 'MalformedPolicyDocument', 400);
    });
  }

  test('counts 6144 characters without white space', async () => {
    const long = (length: number) => {
      const Sid = 'x'.repeat(length - policyText({ ...allow('s3:*', '*'), Sid: '' }).length);
      return `${' '.repeat(50)}${policyText({ ...allow('s3:*', '*'), Sid })}`;
    };
    await createPolicy(iam, long(6_144));
    await expectError(createPolicy(iam, long(6_145)), 'LimitExceeded', 409);
  });

  test('needs iam:CreatePolicy', async () => {
    const other = await createPolicy(iam);
    const PolicyName = uniqueName('policy');
    await expectIamPermission(
      server,
      iam,
      'iam:CreatePolicy',
      `${iamArnRoot(other)}policy/${PolicyName}`,
      (client) => client.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: somePolicy })),
    );
  });
});
