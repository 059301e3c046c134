import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type AccessAdvisorUsageGranularityType,
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  GenerateServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsWithEntitiesCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, createPlainUser, createPolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

const generate = async (Arn: string, Granularity: AccessAdvisorUsageGranularityType) => {
  const command = new GenerateServiceLastAccessedDetailsCommand({ Arn, Granularity });
  return (await iam.send(command)).JobId;
};

describe('GetServiceLastAccessedDetailsWithEntities', () => {
  test('tells whom a policy is attached to, by group too, each once', async () => {
    const { arn: PolicyArn } = await createPolicy(iam);
    const user = await createPlainUser(iam);
    const role = await createRole(iam);
    const { name: GroupName } = await createGroup(iam);
    await iam.send(new AddUserToGroupCommand({ GroupName, UserName: user.name }));
    await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }));
    await iam.send(new AttachUserPolicyCommand({ UserName: user.name, PolicyArn }));
    await iam.send(new AttachRolePolicyCommand({ RoleName: role.name, PolicyArn }));
    const JobId = await generate(PolicyArn, 'SERVICE_LEVEL');
    const command = new GetServiceLastAccessedDetailsWithEntitiesCommand({
      JobId,
      ServiceNamespace: 's3',
    });
    const { JobStatus, EntityDetailsList = [] } = await iam.send(command);
    assert.equal(JobStatus, 'COMPLETED');
    const found = EntityDetailsList.map(
      ({ EntityInfo }) => `${EntityInfo?.Type} ${EntityInfo?.Arn}`,
    );
    assert.deepEqual(found.sort(), [`ROLE ${role.arn}`, `USER ${user.arn}`]);
  });

  test('refuses a job that does not exist', async () => {
    const JobId = '00000000-0000-4000-8000-000000000000';
    const input = { JobId, ServiceNamespace: 's3' };
    const call = iam.send(new GetServiceLastAccessedDetailsWithEntitiesCommand(input));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:GetServiceLastAccessedDetailsWithEntities', async () => {
    const { arn } = await createRole(iam);
    const input = { JobId: await generate(arn, 'SERVICE_LEVEL'), ServiceNamespace: 's3' };
    const action = 'iam:GetServiceLastAccessedDetailsWithEntities';
    await expectIamPermission(server, iam, action, '*', (client) =>
      client.send(new GetServiceLastAccessedDetailsWithEntitiesCommand(input)),
    );
  });
});
