import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetUserCommand, PutUserPermissionsBoundaryCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser, createPolicy } from '../harness/iam-entities.ts';
import { allow, createUser, policyText } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('PutUserPermissionsBoundary', () => {
  test('bounds what the user may do at once', async () => {
    const user = await createUser(iam, allow('iam:*', '*'));
    const own = iamClient(server, user.credentials);
    const { arn: PermissionsBoundary } = await createPolicy(iam, policyText(allow('s3:*', '*')));
    const target = { UserName: user.name, PermissionsBoundary };
    await own.send(new GetUserCommand({}));
    await iam.send(new PutUserPermissionsBoundaryCommand(target));
    const words = /because no permissions boundary allows the iam:GetUser action/;
    await expectError(own.send(new GetUserCommand({})), 'AccessDenied', 403, words);
  });

  test('sets the boundary, and another in its place', async () => {
    const { name: UserName } = await createPlainUser(iam);
    const names = ['AmazonS3ReadOnlyAccess', 'AmazonS3FullAccess'];
    for (const PermissionsBoundary of names.map((name) => `arn:aws:iam::aws:policy/${name}`)) {
      await iam.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary }));
      const { User } = await iam.send(new GetUserCommand({ UserName }));
      assert.deepEqual(User?.PermissionsBoundary, {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: PermissionsBoundary,
      });
    }
  });

  test('refuses a policy or a user that does not exist, and what is no ARN', async () => {
    const { name: UserName } = await createPlainUser(iam);
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/NoSuchPolicy';
    const put = (input: { UserName: string; PermissionsBoundary: string }) =>
      iam.send(new PutUserPermissionsBoundaryCommand(input));
    const words = /^Scope ARN: \S+ does not exist or is not attachable\.$/;
    await expectError(put({ UserName, PermissionsBoundary }), 'NoSuchEntity', 404, words);
    const none = put({ UserName: 'nobody-here', PermissionsBoundary });
    await expectError(none, 'NoSuchEntity', 404, /^The user with name/);
    const noArn = put({ UserName, PermissionsBoundary: 'AmazonS3ReadOnlyAccess' });
    await expectError(noArn, 'InvalidInput', 400);
  });

  test('needs iam:PutUserPermissionsBoundary', async () => {
    const { name: UserName, arn } = await createPlainUser(iam);
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    const action = 'iam:PutUserPermissionsBoundary';
    await expectIamPermission(server, iam, action, arn, (client) =>
      client.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary })),
    );
  });
});
