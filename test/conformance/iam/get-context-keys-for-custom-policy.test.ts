import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetContextKeysForCustomPolicyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { allow, policyText } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

const conditioned = (key: string, Resource = '*') =>
  policyText({ ...allow('s3:GetObject', Resource), Condition: { StringEquals: { [key]: 'x' } } });

const variable = '${aws:username}';

describe('GetContextKeysForCustomPolicy', () => {
  test('lists keys of conditions and variables, each once', async () => {
    const PolicyInputList = [
      conditioned('aws:UserAgent', `arn:aws:s3:::b/${variable}`),
      conditioned('AWS:useragent'),
      conditioned('s3:prefix'),
    ];
    const command = new GetContextKeysForCustomPolicyCommand({ PolicyInputList });
    const { ContextKeyNames = [] } = await iam.send(command);
    assert.deepEqual(ContextKeyNames, ['aws:UserAgent', 'aws:username', 's3:prefix']);
  });

  test('refuses what is no policy, and names it', async () => {
    const PolicyInputList = [conditioned('s3:prefix'), '{'];
    const call = iam.send(new GetContextKeysForCustomPolicyCommand({ PolicyInputList }));
    await expectError(call, 'InvalidInput', 400, /^PolicyInputList\.2: /);
  });

  test('needs iam:GetContextKeysForCustomPolicy', async () => {
    const PolicyInputList = [conditioned('s3:prefix')];
    await expectIamPermission(server, iam, 'iam:GetContextKeysForCustomPolicy', '*', (client) =>
      client.send(new GetContextKeysForCustomPolicyCommand({ PolicyInputList })),
    );
  });
});
