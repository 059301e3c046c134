import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type AccessAdvisorUsageGranularityType,
  AddUserToGroupCommand,
  GenerateServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsCommand,
  PutGroupPolicyCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup } from '../harness/iam-entities.ts';
import { allow, createUser, policyText } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

const generate = async (Arn: string, Granularity: AccessAdvisorUsageGranularityType) => {
  const command = new GenerateServiceLastAccessedDetailsCommand({ Arn, Granularity });
  return (await iam.send(command)).JobId;
};

describe('GetServiceLastAccessedDetails', () => {
  test('tells the services that policies allow, by group too', async () => {
    const user = await createUser(iam, allow('s3:GetObject', '*'));
    const { name: GroupName } = await createGroup(iam);
    const PolicyDocument = policyText(allow('iam:GetUser', '*'));
    await iam.send(new PutGroupPolicyCommand({ GroupName, PolicyName: 'a', PolicyDocument }));
    await iam.send(new AddUserToGroupCommand({ GroupName, UserName: user.name }));
    const JobId = await generate(user.arn, 'SERVICE_LEVEL');
    const answer = await iam.send(new GetServiceLastAccessedDetailsCommand({ JobId }));
    assert.deepEqual([answer.JobStatus, answer.JobType], ['COMPLETED', 'SERVICE_LEVEL']);
    const services = answer.ServicesLastAccessed ?? [];
    assert.deepEqual(
      services.map(({ ServiceNamespace }) => ServiceNamespace),
      ['iam', 's3'],
    );
    assert.equal(services[0]?.ServiceName, 'AWS Identity and Access Management');
    assert.ok(services.every((service) => service.TrackedActionsLastAccessed === undefined));
  });

  test('tells the actions one by one when it is asked to', async () => {
    const user = await createUser(iam, allow(['s3:GetObject', 's3:PutObject'], '*'));
    const JobId = await generate(user.arn, 'ACTION_LEVEL');
    const answer = await iam.send(new GetServiceLastAccessedDetailsCommand({ JobId }));
    const [s3] = answer.ServicesLastAccessed ?? [];
    assert.equal(s3?.TotalAuthenticatedEntities, 0);
    assert.deepEqual(
      s3?.TrackedActionsLastAccessed?.map(({ ActionName }) => ActionName),
      ['GetObject', 'PutObject'],
    );
  });

  test('refuses a job that does not exist', async () => {
    const JobId = '00000000-0000-4000-8000-000000000000';
    const none = iam.send(new GetServiceLastAccessedDetailsCommand({ JobId }));
    await expectError(none, 'NoSuchEntity', 404);
    const short = iam.send(new GetServiceLastAccessedDetailsCommand({ JobId: 'x' }));
    await expectError(short, 'ValidationError', 400);
  });

  test('needs iam:GetServiceLastAccessedDetails', async () => {
    const { arn } = await createUser(iam);
    const JobId = await generate(arn, 'SERVICE_LEVEL');
    await expectIamPermission(server, iam, 'iam:GetServiceLastAccessedDetails', '*', (client) =>
      client.send(new GetServiceLastAccessedDetailsCommand({ JobId })),
    );
  });
});
