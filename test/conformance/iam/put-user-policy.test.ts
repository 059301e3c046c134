import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetUserPolicyCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser, somePolicy } from '../harness/iam-entities.ts';
import { allow, policyText } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('PutUserPolicy', () => {
  test('keeps a policy byte for byte', async () => {
    const user = await createPlainUser(iam);
    const target = { UserName: user.name, PolicyName: 'inline' };
    const PolicyDocument = ` ${somePolicy}\n`;
    await iam.send(new PutUserPolicyCommand({ ...target, PolicyDocument }));
    const kept = await iam.send(new GetUserPolicyCommand(target));
    assert.equal(decodeURIComponent(kept.PolicyDocument ?? ''), PolicyDocument);
  });

  const resource = '{"Effect":"Allow","Action":"s3:*","Resource":"a"}';
  for (const text of [
    '',
    'no',
    '{}',
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}',
    `{"Statement":${resource}}`,
  ]) {
    test(`refuses the policy ${text} and keeps none`, async () => {
      const user = await createPlainUser(iam);
      const target = { UserName: user.name, PolicyName: 'inline' };
      const call = iam.send(new PutUserPolicyCommand({ ...target, PolicyDocument: text }));
      const code = text === '' ? 'ValidationError' : 'MalformedPolicyDocument';
      await expectError(call, code, 400);
      await expectError(iam.send(new GetUserPolicyCommand(target)), 'NoSuchEntity', 404);
    });
  }

  test('refuses a user that does not exist', async () => {
    const user = await createPlainUser(iam);
    const target = { UserName: user.name, PolicyName: 'inline' };
    const call = iam.send(
      new PutUserPolicyCommand({ ...target, UserName: 'nobody-here', PolicyDocument: somePolicy }),
    );
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('refuses more than all inline policies may hold', async () => {
    const user = await createPlainUser(iam);
    const target = { UserName: user.name, PolicyName: 'inline' };
    const Sid = 'x'.repeat(6_000);
    const PolicyDocument = policyText({ ...allow('s3:*', '*'), Sid });
    const call = iam.send(new PutUserPolicyCommand({ ...target, PolicyDocument }));
    await expectError(call, 'LimitExceeded', 409, /Maximum policy size of \d+ bytes exceeded/);
  });

  test('needs iam:PutUserPolicy', async () => {
    const user = await createPlainUser(iam);
    const target = { UserName: user.name, PolicyName: 'inline' };
    await expectIamPermission(server, iam, 'iam:PutUserPolicy', user.arn, (client) =>
      client.send(new PutUserPolicyCommand({ ...target, PolicyDocument: somePolicy })),
    );
  });
});
