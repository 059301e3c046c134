import { describe, test } from 'node:test';
import {
  CreateLoginProfileCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

const Password = 'correct-Horse-1';

describe('DeleteLoginProfile', () => {
  test('takes the password away, which a user must lose before it is deleted', async () => {
    const { name: UserName } = await createPlainUser(iam);
    await iam.send(new CreateLoginProfileCommand({ UserName, Password }));
    const words = /^Cannot delete entity, must delete login profile first\.$/;
    const early = iam.send(new DeleteUserCommand({ UserName }));
    await expectError(early, 'DeleteConflict', 409, words);
    await iam.send(new DeleteLoginProfileCommand({ UserName }));
    await expectError(iam.send(new DeleteLoginProfileCommand({ UserName })), 'NoSuchEntity', 404);
    await iam.send(new DeleteUserCommand({ UserName }));
  });

  test('needs iam:DeleteLoginProfile', async () => {
    const { name: UserName, arn } = await createPlainUser(iam);
    await iam.send(new CreateLoginProfileCommand({ UserName, Password }));
    await expectIamPermission(server, iam, 'iam:DeleteLoginProfile', arn, (client) =>
      client.send(new DeleteLoginProfileCommand({ UserName })),
    );
  });
});
