import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AddUserToGroupCommand,
  PutGroupPolicyCommand,
  PutUserPermissionsBoundaryCommand,
  SimulatePrincipalPolicyCommand,
  type SimulatePrincipalPolicyCommandInput,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, createPlainUser, createPolicy } from '../harness/iam-entities.ts';
import { allow, createUser, deny, policyText } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

const simulate = async (input: SimulatePrincipalPolicyCommandInput) =>
  (await iam.send(new SimulatePrincipalPolicyCommand(input))).EvaluationResults ?? [];

describe('SimulatePrincipalPolicy', () => {
  test("decides by a user's policies, its groups' and its boundary", async () => {
    const user = await createUser(iam, allow('s3:*', '*'));
    const { name: GroupName } = await createGroup(iam);
    await iam.send(new AddUserToGroupCommand({ GroupName, UserName: user.name }));
    const PolicyDocument = policyText(deny('s3:DeleteObject', '*'));
    await iam.send(new PutGroupPolicyCommand({ GroupName, PolicyName: 'no', PolicyDocument }));
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    const bound = { UserName: user.name, PermissionsBoundary };
    await iam.send(new PutUserPermissionsBoundaryCommand(bound));
    const results = await simulate({
      PolicySourceArn: user.arn,
      ActionNames: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
    });
    assert.deepEqual(
      results.map((result) => [
        result.EvalDecision,
        result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
      ]),
      [
        ['allowed', true],
        ['implicitDeny', false],
        ['explicitDeny', false],
      ],
    );
    assert.deepEqual(
      results[2]?.MatchedStatements?.map((match) => [match.SourcePolicyId, match.SourcePolicyType]),
      [[`group_${GroupName}_no`, 'group']],
    );
  });

  test('decides for roles and groups, with further policies', async () => {
    const role = await createRole(iam);
    const group = await createGroup(iam);
    for (const { arn: PolicySourceArn } of [role, group]) {
      const input = { PolicySourceArn, ActionNames: ['s3:GetObject'] };
      assert.equal((await simulate(input))[0]?.EvalDecision, 'implicitDeny');
      const PolicyInputList = [policyText(allow('s3:GetObject', '*'))];
      const [more] = await simulate({ ...input, PolicyInputList });
      assert.equal(more?.EvalDecision, 'allowed');
    }
  });

  test('leaves out policies that are excluded', async () => {
    const user = await createUser(iam, allow('s3:*', '*'));
    const input = { PolicySourceArn: user.arn, ActionNames: ['s3:GetObject'] };
    assert.equal((await simulate(input))[0]?.EvalDecision, 'allowed');
    const PolicyExclusionList = [{ PolicyType: 'inline' as const }];
    const [without] = await simulate({ ...input, PolicyExclusionList });
    assert.equal(without?.EvalDecision, 'implicitDeny');
  });

  test("knows the user's own facts", async () => {
    const Condition = { StringLike: { 'aws:username': 'user-*' } };
    const user = await createUser(iam, { ...allow('s3:*', '*'), Condition });
    const input = { PolicySourceArn: user.arn, ActionNames: ['s3:GetObject'] };
    const [result] = await simulate(input);
    assert.deepEqual([result?.EvalDecision, result?.MissingContextValues], ['allowed', []]);
  });

  test("counts a bucket's policy for a role that is named as the caller", async () => {
    const role = await createRole(iam);
    const statement = {
      ...allow('s3:GetObject', 'arn:aws:s3:::photos/*'),
      Principal: { AWS: role.arn },
    };
    const input = {
      PolicySourceArn: role.arn,
      ActionNames: ['s3:GetObject'],
      ResourceArns: ['arn:aws:s3:::photos/cat'],
      ResourcePolicy: policyText(statement),
    };
    await expectError(simulate(input), 'InvalidInput', 400);
    const [result] = await simulate({ ...input, CallerArn: role.arn });
    assert.equal(result?.EvalDecision, 'allowed');
  });

  test('refuses an ARN that leads nowhere, or to a policy', async () => {
    const { arn } = await createPlainUser(iam);
    const policy = await createPolicy(iam);
    const ActionNames = ['s3:GetObject'];
    const gone = simulate({ PolicySourceArn: `${arn}x`, ActionNames });
    await expectError(gone, 'NoSuchEntity', 404);
    const wrong = simulate({ PolicySourceArn: policy.arn, ActionNames });
    await expectError(wrong, 'InvalidInput', 400);
  });

  test('needs iam:SimulatePrincipalPolicy', async () => {
    const { arn: PolicySourceArn } = await createPlainUser(iam);
    const input = { PolicySourceArn, ActionNames: ['s3:GetObject'] };
    const action = 'iam:SimulatePrincipalPolicy';
    await expectIamPermission(server, iam, action, PolicySourceArn, (client) =>
      client.send(new SimulatePrincipalPolicyCommand(input)),
    );
  });
});
