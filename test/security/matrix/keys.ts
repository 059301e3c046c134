import {
  CreateRoleCommand,
  DeleteAccessKeyCommand,
  DeleteRoleCommand,
  type IAMClient,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { iamClient, stsClient } from '../../conformance/harness/clients.ts';
import { allow, createUser, policyText } from '../../conformance/harness/identities.ts';
import type { Credentials, TestServer } from '../../conformance/harness/server.ts';
import { uniqueName } from '../../conformance/harness/unique-name.ts';
import type { Keys } from './defects.ts';

async function createRole(iam: IAMClient, trusted: string): Promise<{ name: string; arn: string }> {
  const RoleName = uniqueName('role');
  const trust = { Effect: 'Allow', Principal: { AWS: trusted }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = policyText(trust);
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  if (Role?.Arn === undefined) throw new Error('a role without ARN');
  return { name: RoleName, arn: Role.Arn };
}

async function assume(server: TestServer, by: Credentials, RoleArn: string): Promise<Credentials> {
  const asked = new AssumeRoleCommand({ RoleArn, RoleSessionName: uniqueName('session') });
  const { Credentials: given } = await stsClient(server, by).send(asked);
  const { AccessKeyId, SecretAccessKey, SessionToken } = given ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) throw new Error('no session');
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
}

/** The keys of the matrix, good ones and those that are over; all may do everything. */
export async function makeKeys(server: TestServer): Promise<Keys> {
  const iam = iamClient(server);
  const everything = allow('*', '*');
  const inactive = await createUser(iam, everything);
  const deleted = await createUser(iam, everything);
  const keyOf = ({ name, credentials }: typeof inactive) => ({
    UserName: name,
    AccessKeyId: credentials.accessKeyId,
  });
  await iam.send(new UpdateAccessKeyCommand({ ...keyOf(inactive), Status: 'Inactive' }));
  await iam.send(new DeleteAccessKeyCommand(keyOf(deleted)));
  const user = await createUser(iam, everything);
  const [role, over] = [await createRole(iam, user.arn), await createRole(iam, user.arn)];
  const revoked = await assume(server, user.credentials, over.arn);
  await iam.send(new DeleteRoleCommand({ RoleName: over.name }));
  return {
    root: server.root,
    inactive: inactive.credentials,
    deleted: deleted.credentials,
    revoked,
    session: await assume(server, user.credentials, role.arn),
    otherSession: await assume(server, user.credentials, role.arn),
  };
}
