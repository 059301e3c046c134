import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AddUserToGroupCommand,
  GetContextKeysForPrincipalPolicyCommand,
  PutGroupPolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, createPlainUser } from '../harness/iam-entities.ts';
import { allow, policyText } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

const conditioned = (key: string, Resource = '*') =>
  policyText({ ...allow('s3:GetObject', Resource), Condition: { StringEquals: { [key]: 'x' } } });

describe('GetContextKeysForPrincipalPolicy', () => {
  test('lists the keys of a user, its groups and further policies', async () => {
    const { name: UserName, arn: PolicySourceArn } = await createPlainUser(iam);
    const { name: GroupName } = await createGroup(iam);
    await iam.send(new AddUserToGroupCommand({ GroupName, UserName }));
    const own = { PolicyName: 'a', PolicyDocument: conditioned('aws:UserAgent') };
    await iam.send(new PutUserPolicyCommand({ UserName, ...own }));
    const ofGroup = { PolicyName: 'a', PolicyDocument: conditioned('aws:Referer') };
    await iam.send(new PutGroupPolicyCommand({ GroupName, ...ofGroup }));
    const PolicyInputList = [conditioned('s3:prefix')];
    const { ContextKeyNames = [] } = await iam.send(
      new GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn, PolicyInputList }),
    );
    assert.deepEqual(ContextKeyNames, ['aws:UserAgent', 'aws:Referer', 's3:prefix']);
  });

  test('refuses an ARN that leads nowhere', async () => {
    const { arn } = await createPlainUser(iam);
    const PolicySourceArn = `${arn}x`;
    const call = iam.send(new GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:GetContextKeysForPrincipalPolicy', async () => {
    const { arn: PolicySourceArn } = await createRole(iam);
    const action = 'iam:GetContextKeysForPrincipalPolicy';
    await expectIamPermission(server, iam, action, PolicySourceArn, (client) =>
      client.send(new GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn })),
    );
  });
});
