import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { after, describe, test } from 'node:test';
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteGroupPolicyCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  DeleteUserPermissionsBoundaryCommand,
  DeleteUserPolicyCommand,
  DetachGroupPolicyCommand,
  DetachUserPolicyCommand,
  IAMClient,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  RemoveUserFromGroupCommand,
  SetDefaultPolicyVersionCommand,
  TagUserCommand,
  UntagUserCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import {
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { createBucketWith, s3Arn } from './harness/buckets.ts';
import { s3Client, stsClient } from './harness/clients.ts';
import { createGroup, createPolicy, somePolicy } from './harness/iam-entities.ts';
import { allow, createUser, policyText } from './harness/identities.ts';
import { type Credentials, useServer } from './harness/server.ts';
import { sendSigned } from './harness/signed-request.ts';
import { uniqueName } from './harness/unique-name.ts';

const workers = 2;
/** Times that each right is given and taken. */
const rounds = 8;
/** Fresh connections go round; this many without meeting both workers would be no accident. */
const mostConnections = 64;

const server = await useServer({ workers });
// A connection of its own for each change: the workers take turns in making them.
const iam = new IAMClient({
  endpoint: server.endpoint,
  region: 'us-east-1',
  credentials: server.root,
  requestHandler: new NodeHttpHandler({ httpAgent: new Agent({ keepAlive: false }) }),
});
after(() => iam.destroy());
const s3 = s3Client(server);
const bucket = await createBucketWith(s3, ['key']);
await s3.send(new DeletePublicAccessBlockCommand({ Bucket: bucket }));
const reading = policyText(allow('s3:GetObject', s3Arn(bucket, '*')));
const inline = { PolicyName: 'reading', PolicyDocument: reading };

/** A right that can be given and taken; both return the credentials to try. */
interface Right {
  give(): Promise<Credentials>;
  take(): Promise<Credentials>;
}

/** Expect an answer of every worker on fresh connections, from the first one on. */
async function expectEverywhere(credentials: Credentials, status: 200 | 403): Promise<void> {
  const seen = new Set<unknown>();
  for (let i = 0; i < mostConnections && seen.size < workers; i += 1) {
    const answer = await sendSigned(server, { path: `/${bucket}/key`, credentials });
    assert.equal(answer.status, status, `a stale answer of a worker: ${answer.text}`);
    // The same for the life of a process, and another one in each.
    seen.add(answer.headers['x-amz-id-2']);
  }
  assert.equal(seen.size, workers, 'every worker answered');
}

/** A right of one user, given and taken by one call each. */
function ofUser(
  { credentials }: { readonly credentials: Credentials },
  give: () => Promise<unknown>,
  take: () => Promise<unknown>,
): Right {
  return {
    give: async () => {
      await give();
      return credentials;
    },
    take: async () => {
      await take();
      return credentials;
    },
  };
}

async function keyOf(UserName: string): Promise<Credentials> {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  assert.ok(AccessKey?.AccessKeyId && AccessKey.SecretAccessKey);
  return { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
}

const readers = allow('s3:GetObject', s3Arn(bucket, '*'));

const rights: Readonly<Record<string, () => Promise<Right>>> = {
  'an attached policy': async () => {
    const user = await createUser(iam);
    const attachment = { UserName: user.name, PolicyArn: (await createPolicy(iam, reading)).arn };
    return ofUser(
      user,
      () => iam.send(new AttachUserPolicyCommand(attachment)),
      () => iam.send(new DetachUserPolicyCommand(attachment)),
    );
  },
  'an inline policy': async () => {
    const user = await createUser(iam);
    return ofUser(
      user,
      () => iam.send(new PutUserPolicyCommand({ UserName: user.name, ...inline })),
      () => iam.send(new DeleteUserPolicyCommand({ UserName: user.name, PolicyName: 'reading' })),
    );
  },
  'the default version of a policy': async () => {
    const user = await createUser(iam);
    const { arn: PolicyArn } = await createPolicy(iam, reading);
    await iam.send(new AttachUserPolicyCommand({ UserName: user.name, PolicyArn }));
    const other = { PolicyArn, PolicyDocument: somePolicy, SetAsDefault: true };
    await iam.send(new CreatePolicyVersionCommand(other));
    const choose = (VersionId: string) =>
      iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId }));
    return ofUser(
      user,
      () => choose('v1'),
      () => choose('v2'),
    );
  },
  'a permissions boundary': async () => {
    const user = await createUser(iam, readers);
    const PermissionsBoundary = (await createPolicy(iam)).arn;
    const UserName = user.name;
    const bind = () =>
      iam.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary }));
    await bind();
    const free = () => iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName }));
    return ofUser(user, free, bind);
  },
  'membership of a group': async () => {
    const user = await createUser(iam);
    const { name: GroupName } = await createGroup(iam);
    await iam.send(new PutGroupPolicyCommand({ GroupName, ...inline }));
    const membership = { GroupName, UserName: user.name };
    return ofUser(
      user,
      () => iam.send(new AddUserToGroupCommand(membership)),
      () => iam.send(new RemoveUserFromGroupCommand(membership)),
    );
  },
  'an attached policy of a group': async () => {
    const user = await createUser(iam);
    const { name: GroupName } = await createGroup(iam);
    await iam.send(new AddUserToGroupCommand({ GroupName, UserName: user.name }));
    const attachment = { GroupName, PolicyArn: (await createPolicy(iam, reading)).arn };
    return ofUser(
      user,
      () => iam.send(new AttachGroupPolicyCommand(attachment)),
      () => iam.send(new DetachGroupPolicyCommand(attachment)),
    );
  },
  'an inline policy of a group': async () => {
    const user = await createUser(iam);
    const { name: GroupName } = await createGroup(iam);
    await iam.send(new AddUserToGroupCommand({ GroupName, UserName: user.name }));
    return ofUser(
      user,
      () => iam.send(new PutGroupPolicyCommand({ GroupName, ...inline })),
      () => iam.send(new DeleteGroupPolicyCommand({ GroupName, PolicyName: 'reading' })),
    );
  },
  'a tag of a user that a policy asks for': async () => {
    const Condition = { StringEquals: { 'aws:PrincipalTag/reader': 'yes' } };
    const user = await createUser(iam, { ...readers, Condition });
    const UserName = user.name;
    return ofUser(
      user,
      () => iam.send(new TagUserCommand({ UserName, Tags: [{ Key: 'reader', Value: 'yes' }] })),
      () => iam.send(new UntagUserCommand({ UserName, TagKeys: ['reader'] })),
    );
  },
  'the status of a key': async () => {
    const user = await createUser(iam, readers);
    const key = { UserName: user.name, AccessKeyId: user.credentials.accessKeyId };
    return ofUser(
      user,
      () => iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Active' })),
      () => iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Inactive' })),
    );
  },
  'a key': async () => {
    const { name: UserName } = await createUser(iam, readers);
    let key: Credentials = server.root;
    return {
      give: async () => {
        key = await keyOf(UserName);
        return key;
      },
      take: async () => {
        const { accessKeyId: AccessKeyId } = key;
        await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
        return key;
      },
    };
  },
  'a user': async () => {
    const UserName = uniqueName('user');
    let key: Credentials = server.root;
    return {
      give: async () => {
        await iam.send(new CreateUserCommand({ UserName }));
        await iam.send(new PutUserPolicyCommand({ UserName, ...inline }));
        key = await keyOf(UserName);
        return key;
      },
      take: async () => {
        const { accessKeyId: AccessKeyId } = key;
        await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'reading' }));
        await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
        await iam.send(new DeleteUserCommand({ UserName }));
        return key;
      },
    };
  },
  'a bucket policy': async () => {
    const user = await createUser(iam);
    const Policy = policyText({ ...readers, Principal: { AWS: user.arn } });
    return ofUser(
      user,
      () => s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy })),
      () => s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket })),
    );
  },
  'a policy of the role of a session': async () => {
    const RoleName = uniqueName('role');
    const user = await createUser(iam, allow('sts:AssumeRole', '*'));
    const trust = { Effect: 'Allow', Principal: { AWS: user.arn }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = policyText(trust);
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    const sts = stsClient(server, user.credentials);
    const asked = { RoleArn: Role?.Arn, RoleSessionName: 'reader' };
    const { Credentials: given } = await sts.send(new AssumeRoleCommand(asked));
    assert.ok(given?.AccessKeyId && given.SecretAccessKey && given.SessionToken);
    const credentials = {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
    };
    return ofUser(
      { credentials },
      () => iam.send(new PutRolePolicyCommand({ RoleName, ...inline })),
      () => iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'reading' })),
    );
  },
};

describe('what changes is in force on every worker with the next request', () => {
  for (const [name, make] of Object.entries(rights)) {
    test(name, async () => {
      const right = await make();
      for (let round = 0; round < rounds; round += 1) {
        await expectEverywhere(await right.give(), 200);
        await expectEverywhere(await right.take(), 403);
      }
    });
  }

  test('each of at least 200 changes was looked for', () => {
    assert.ok(Object.keys(rights).length * rounds * 2 >= 200);
  });
});
