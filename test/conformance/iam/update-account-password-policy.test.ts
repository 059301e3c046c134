import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateLoginProfileCommand,
  GetAccountPasswordPolicyCommand,
  UpdateAccountPasswordPolicyCommand,
  UpdateLoginProfileCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('UpdateAccountPasswordPolicy', () => {
  test('binds new passwords at once, in words', async () => {
    const { name: UserName } = await createPlainUser(iam);
    await iam.send(
      new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 10, RequireSymbols: true }),
    );
    const create = (Password: string) =>
      iam.send(new CreateLoginProfileCommand({ UserName, Password }));
    const short = /^Password should have a minimum length of 10$/;
    await expectError(create('short!'), 'PasswordPolicyViolation', 400, short);
    const plain = /^Password should have at least one symbol$/;
    await expectError(create('longenoughhere'), 'PasswordPolicyViolation', 400, plain);
    await create('longenoughhere!');
  });

  test('bars passwords that were used before', async () => {
    const { name: UserName } = await createPlainUser(iam);
    await iam.send(new UpdateAccountPasswordPolicyCommand({ PasswordReusePrevention: 2 }));
    await iam.send(new CreateLoginProfileCommand({ UserName, Password: 'first-one' }));
    const update = (Password: string) =>
      iam.send(new UpdateLoginProfileCommand({ UserName, Password }));
    await expectError(update('first-one'), 'PasswordPolicyViolation', 400);
    await update('second-one');
    await expectError(update('first-one'), 'PasswordPolicyViolation', 400);
    await update('third-one');
    await update('first-one');
  });

  test('gives what is left out its default', async () => {
    await iam.send(new UpdateAccountPasswordPolicyCommand({ MaxPasswordAge: 90 }));
    await iam.send(new UpdateAccountPasswordPolicyCommand({ RequireNumbers: true }));
    const { PasswordPolicy } = await iam.send(new GetAccountPasswordPolicyCommand({}));
    assert.equal(PasswordPolicy?.RequireNumbers, true);
    assert.equal(PasswordPolicy?.MaxPasswordAge, undefined);
    assert.equal(PasswordPolicy?.MinimumPasswordLength, 6);
  });

  test('refuses values out of range', async () => {
    const bad = [
      { MinimumPasswordLength: 5 },
      { MinimumPasswordLength: 129 },
      { MaxPasswordAge: 0 },
      { PasswordReusePrevention: 25 },
    ];
    for (const input of bad) {
      const call = iam.send(new UpdateAccountPasswordPolicyCommand(input));
      await expectError(call, 'ValidationError', 400);
    }
  });

  test('needs iam:UpdateAccountPasswordPolicy', async () => {
    await expectIamPermission(server, iam, 'iam:UpdateAccountPasswordPolicy', '*', (client) =>
      client.send(new UpdateAccountPasswordPolicyCommand({})),
    );
  });
});
