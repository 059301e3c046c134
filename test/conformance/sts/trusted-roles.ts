import {
  CreateRoleCommand,
  type CreateRoleCommandInput,
  type IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  type STSClient,
  type Credentials as StsCredentials,
} from '@aws-sdk/client-sts';
import { policyText, type Statement } from '../harness/identities.ts';
import type { Credentials } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';

/** A role that a test made, for somebody to assume. */
export interface TrustedRole {
  readonly name: string;
  readonly arn: string;
  readonly roleId: string;
}

/** A statement of a trust policy. */
export function trust(principal: unknown, condition?: object, action: unknown = 'sts:AssumeRole') {
  const statement = { Effect: 'Allow', Principal: principal, Action: action };
  return condition === undefined ? statement : { ...statement, Condition: condition };
}

/** Make a role with these statements of trust, and of what it may do. */
export async function createTrustedRole(
  iam: IAMClient,
  trusts: readonly object[],
  allows: readonly Statement[] = [],
  input: Partial<CreateRoleCommandInput> = {},
): Promise<TrustedRole> {
  const RoleName = uniqueName('role');
  const AssumeRolePolicyDocument = policyText(...trusts);
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, ...input }),
  );
  if (Role?.Arn === undefined || Role.RoleId === undefined) throw new Error('a role without ARN');
  if (allows.length > 0) {
    const PolicyDocument = policyText(...allows);
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'test', PolicyDocument }));
  }
  return { name: RoleName, arn: Role.Arn, roleId: Role.RoleId };
}

/** Temporary credentials as clients take them. */
export function usable(credentials: StsCredentials | undefined): Credentials {
  const { AccessKeyId, SecretAccessKey, SessionToken } = credentials ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined) {
    throw new Error('credentials are not whole');
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
}

/** Assume a role and give the credentials of the session. */
export async function assume(
  sts: STSClient,
  { arn }: { readonly arn: string },
  input: Partial<AssumeRoleCommandInput> = {},
): Promise<Credentials> {
  const command = new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'test', ...input });
  return usable((await sts.send(command)).Credentials);
}
