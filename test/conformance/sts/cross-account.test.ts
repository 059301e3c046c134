import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateUserCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { useAccounts } from '../harness/accounts.ts';
import { iamClient, stsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { assume, createTrustedRole, trust } from './trusted-roles.ts';

const place = useAccounts();
const [ours, theirs] = [place.createAccount('ours'), place.createAccount('theirs')];
const server = await useServer(place);
const ourIam = iamClient(server, ours.credentials);
const theirIam = iamClient(server, theirs.credentials);

describe('AssumeRole across accounts', () => {
  test('needs the trust of the one account and the right from the other', async () => {
    const user = await createUser(theirIam, allow('sts:AssumeRole', '*'));
    const nobody = await createUser(theirIam);
    const role = await createTrustedRole(ourIam, [trust({ AWS: [user.arn, nobody.arn] })]);
    const session = await assume(stsClient(server, user.credentials), role);
    const who = await stsClient(server, session).send(new GetCallerIdentityCommand({}));
    assert.equal(who.Account, ours.id);
    const call = assume(stsClient(server, nobody.credentials), role);
    await expectError(call, 'AccessDenied', 403, /not authorized to perform: sts:AssumeRole/);
  });

  test('a role that trusts an account lets in whom that account allows', async () => {
    const role = await createTrustedRole(ourIam, [trust({ AWS: theirs.id })]);
    await assume(stsClient(server, theirs.credentials), role);
    const closed = await createTrustedRole(ourIam, [trust({ AWS: ours.id })]);
    const call = assume(stsClient(server, theirs.credentials), closed);
    await expectError(call, 'AccessDenied', 403);
  });

  test('tells a stranger nothing of which roles there are', async () => {
    const closed = await createTrustedRole(ourIam, [trust({ AWS: ours.id })]);
    const sts = stsClient(server, theirs.credentials);
    const wordsFor = async (arn: string) => {
      const said = await assume(sts, { arn }).then(
        () => assert.fail('the role was assumed'),
        (error: unknown) => (error instanceof Error ? error.message : ''),
      );
      return said.replace(arn, 'ROLE');
    };
    assert.equal(await wordsFor(closed.arn), await wordsFor(`${closed.arn}-no`));
  });

  test('the session acts in the account of the role only', async () => {
    const allows = [allow('iam:*', '*')];
    const role = await createTrustedRole(ourIam, [trust({ AWS: theirs.id })], allows);
    const session = await assume(stsClient(server, theirs.credentials), role);
    const iam = iamClient(server, session);
    await ourIam.send(new CreateUserCommand({ UserName: 'only-ours' }));
    const { Users = [] } = await iam.send(new ListUsersCommand({}));
    assert.ok(Users.some(({ UserName }) => UserName === 'only-ours'));
    assert.ok(Users.every(({ Arn }) => Arn?.split(':')[4] === ours.id));
  });
});
