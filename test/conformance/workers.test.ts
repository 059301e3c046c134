import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AddUserToGroupCommand,
  CreateGroupCommand,
  DeleteAccessKeyCommand,
  DeleteUserPolicyCommand,
  PutGroupPolicyCommand,
  PutUserPolicyCommand,
  RemoveUserFromGroupCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { DeleteBucketPolicyCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { createBucketWith, putBucketPolicy, s3Arn } from './harness/buckets.ts';
import { iamClient, s3Client } from './harness/clients.ts';
import { allow, createUser, policyText } from './harness/identities.ts';
import { useServer } from './harness/server.ts';
import { errorCode, sendSigned } from './harness/signed-request.ts';
import { uniqueName } from './harness/unique-name.ts';

const server = await useServer({ workers: 3 });
const s3 = s3Client(server);
const iam = iamClient(server);
const bucket = await createBucketWith(s3, ['key']);

/** Each on a connection of its own, so that every worker has several of them. */
const requests = 12;

const user = await createUser(iam);
const userName = { UserName: user.name };

/** Asks for the object many times and returns the different answers, `200` or an error code. */
async function answers(): Promise<readonly string[]> {
  const seen = new Set<string>();
  for (let sent = 0; sent < requests; sent += 1) {
    const answer = await sendSigned(server, {
      path: `/${bucket}/key`,
      credentials: user.credentials,
    });
    seen.add(errorCode(answer) ?? String(answer.status));
  }
  return [...seen];
}

describe('a change is in force on every worker on the next request', () => {
  test('a policy of the user, and its removal', async () => {
    assert.deepEqual(await answers(), ['AccessDenied']);
    const policy = { ...userName, PolicyName: 'read' };
    const PolicyDocument = policyText(allow('s3:GetObject', s3Arn(bucket, '*')));
    await iam.send(new PutUserPolicyCommand({ ...policy, PolicyDocument }));
    assert.deepEqual(await answers(), ['200']);
    await iam.send(new DeleteUserPolicyCommand(policy));
    assert.deepEqual(await answers(), ['AccessDenied']);
  });

  test("a group's right, and leaving the group", async () => {
    const group = { GroupName: uniqueName('readers') };
    const PolicyDocument = policyText(allow('s3:GetObject', s3Arn(bucket, '*')));
    await iam.send(new CreateGroupCommand(group));
    await iam.send(new PutGroupPolicyCommand({ ...group, PolicyName: 'read', PolicyDocument }));
    await iam.send(new AddUserToGroupCommand({ ...group, ...userName }));
    assert.deepEqual(await answers(), ['200']);
    await iam.send(new RemoveUserFromGroupCommand({ ...group, ...userName }));
    assert.deepEqual(await answers(), ['AccessDenied']);
  });

  test('a bucket policy, and its removal', async () => {
    const statement = allow('s3:GetObject', s3Arn(bucket, '*'));
    await putBucketPolicy(s3, bucket, { ...statement, Principal: { AWS: user.arn } });
    assert.deepEqual(await answers(), ['200']);
    await s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket }));
    assert.deepEqual(await answers(), ['AccessDenied']);
  });

  test('an object that is written again', async () => {
    for (const Body of ['one', 'two']) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'key', Body }));
      for (let sent = 0; sent < requests; sent += 1) {
        const read = await sendSigned(server, {
          path: `/${bucket}/key`,
          credentials: server.root,
        });
        assert.equal(read.text, Body);
      }
    }
  });

  test('a key that is switched off, and one that is deleted', async () => {
    const key = { ...userName, AccessKeyId: user.credentials.accessKeyId };
    await iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Inactive' }));
    assert.deepEqual(await answers(), ['InvalidAccessKeyId']);
    await iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Active' }));
    assert.deepEqual(await answers(), ['AccessDenied']);
    await iam.send(new DeleteAccessKeyCommand(key));
    assert.deepEqual(await answers(), ['InvalidAccessKeyId']);
  });
});
