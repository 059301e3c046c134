import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  SimulateCustomPolicyCommand,
  type SimulateCustomPolicyCommandInput,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { allow, deny, policyText } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

const simulate = async (input: SimulateCustomPolicyCommandInput) =>
  (await iam.send(new SimulateCustomPolicyCommand(input))).EvaluationResults ?? [];

describe('SimulateCustomPolicy', () => {
  test('decides each action on each resource, and names the statement', async () => {
    const PolicyInputList = [
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject",' +
        '"Resource":"arn:aws:s3:::b/*"}]}',
    ];
    const results = await simulate({
      PolicyInputList,
      ActionNames: ['s3:GetObject', 's3:PutObject'],
      ResourceArns: ['arn:aws:s3:::b/k', 'arn:aws:s3:::c/k'],
    });
    assert.deepEqual(
      results.map(({ EvalDecision }) => EvalDecision),
      ['allowed', 'implicitDeny', 'implicitDeny', 'implicitDeny'],
    );
    assert.deepEqual(results[0]?.MatchedStatements, [
      {
        SourcePolicyId: 'PolicyInputList.1',
        SourcePolicyType: 'none',
        StartPosition: { Line: 1, Column: 38 },
        EndPosition: { Line: 1, Column: 110 },
      },
    ]);
    assert.equal(results[1]?.EvalResourceName, 'arn:aws:s3:::c/k');
  });

  test('tells an explicit deny from an implicit one', async () => {
    const [result] = await simulate({
      PolicyInputList: [policyText(allow('*', '*')), policyText(deny('s3:*', '*'))],
      ActionNames: ['s3:GetObject'],
    });
    assert.equal(result?.EvalDecision, 'explicitDeny');
    assert.deepEqual(
      result?.MatchedStatements?.map(({ SourcePolicyId }) => SourcePolicyId),
      ['PolicyInputList.2'],
    );
  });

  test('reads context entries, and names the keys that are missing', async () => {
    const Condition = { StringEquals: { 'aws:UserAgent': 'good' }, Bool: { 'aws:MyFlag': 'true' } };
    const input = {
      PolicyInputList: [policyText({ ...allow('s3:GetObject', '*'), Condition })],
      ActionNames: ['s3:GetObject'],
    };
    const [without] = await simulate(input);
    assert.equal(without?.EvalDecision, 'implicitDeny');
    assert.deepEqual(without?.MissingContextValues?.toSorted(), ['aws:MyFlag', 'aws:UserAgent']);
    const [given] = await simulate({
      ...input,
      ContextEntries: [
        { ContextKeyName: 'aws:useragent', ContextKeyValues: ['good'], ContextKeyType: 'string' },
        { ContextKeyName: 'aws:MyFlag', ContextKeyValues: ['true'], ContextKeyType: 'boolean' },
      ],
    });
    assert.equal(given?.EvalDecision, 'allowed');
    assert.deepEqual(given?.MissingContextValues, []);
  });

  test('limits by a boundary and by the policies of an organization', async () => {
    const input = {
      PolicyInputList: [policyText(allow('*', '*'))],
      ActionNames: ['s3:GetObject', 'iam:GetUser'],
    };
    const bounded = await simulate({
      ...input,
      PermissionsBoundaryPolicyInputList: [policyText(allow('s3:*', '*'))],
    });
    assert.deepEqual(
      bounded.map((result) => [
        result.EvalDecision,
        result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
      ]),
      [
        ['allowed', true],
        ['implicitDeny', false],
      ],
    );
    const governed = await simulate({
      ...input,
      OrderedOrganizationPolicyInputList: [
        { ServiceControlPolicyInputList: [policyText(allow('*', '*'))] },
        { ServiceControlPolicyInputList: [policyText(allow('*', '*'), deny('iam:*', '*'))] },
      ],
    });
    assert.deepEqual(
      governed.map((result) => [
        result.EvalDecision,
        result.OrganizationsDecisionDetail?.AllowedByOrganizations,
      ]),
      [
        ['allowed', true],
        ['explicitDeny', false],
      ],
    );
  });

  test('counts a resource policy of another account only together with an own one', async () => {
    const CallerArn = 'arn:aws:iam::111122223333:user/alice';
    const resource = 'arn:aws:s3:::b/k';
    const grant = { ...allow('s3:GetObject', resource), Principal: { AWS: CallerArn } };
    const input = {
      ActionNames: ['s3:GetObject'],
      ResourceArns: [resource],
      ResourcePolicy: policyText(grant),
      ResourceOwner: 'arn:aws:iam::444455556666:root',
      CallerArn,
    };
    const lacking = { ...input, PolicyInputList: [policyText(allow('s3:PutObject', '*'))] };
    const [refused] = await simulate(lacking);
    assert.equal(refused?.EvalDecision, 'implicitDeny');
    assert.deepEqual(refused?.EvalDecisionDetails, {
      'IAM Policy': 'implicitDeny',
      'Resource Policy': 'allowed',
    });
    const having = { ...input, PolicyInputList: [policyText(allow('s3:GetObject', '*'))] };
    assert.equal((await simulate(having))[0]?.EvalDecision, 'allowed');
    const own = { ...lacking, ResourceOwner: '111122223333' };
    assert.equal((await simulate(own))[0]?.EvalDecision, 'allowed');
  });

  test('gives long answers in pages', async () => {
    const input = {
      PolicyInputList: [policyText(allow('*', '*'))],
      ActionNames: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      MaxItems: 2,
    };
    const first = await iam.send(new SimulateCustomPolicyCommand(input));
    assert.deepEqual([first.EvaluationResults?.length, first.IsTruncated], [2, true]);
    const { Marker } = first;
    const second = await iam.send(new SimulateCustomPolicyCommand({ ...input, Marker }));
    assert.equal(second.EvaluationResults?.[0]?.EvalActionName, 's3:DeleteObject');
    assert.equal(second.IsTruncated, false);
  });

  test('refuses bad policies, actions and context entries', async () => {
    const good = { PolicyInputList: [policyText(allow('*', '*'))], ActionNames: ['s3:GetObject'] };
    const entry = { ContextKeyName: 'aws:UserAgent', ContextKeyValues: ['a', 'b'] };
    const ResourcePolicy = policyText({ ...allow('s3:*', 'arn:aws:s3:::b/*'), Principal: '*' });
    const bad: Partial<SimulateCustomPolicyCommandInput>[] = [
      { PolicyInputList: ['{}'] },
      { ActionNames: ['s3:*'] },
      { ActionNames: ['GetObject'] },
      { ContextEntries: [{ ...entry, ContextKeyType: 'string' }] },
      { ResourcePolicy },
      { CallerArn: 'alice' },
    ];
    for (const input of bad)
      await expectError(simulate({ ...good, ...input }), 'InvalidInput', 400);
  });

  test('needs iam:SimulateCustomPolicy', async () => {
    const input = { PolicyInputList: [policyText(allow('*', '*'))], ActionNames: ['s3:GetObject'] };
    await expectIamPermission(server, iam, 'iam:SimulateCustomPolicy', '*', (client) =>
      client.send(new SimulateCustomPolicyCommand(input)),
    );
  });
});
