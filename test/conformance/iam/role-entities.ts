import {
  CreateInstanceProfileCommand,
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  type CreateRoleCommandInput,
  type IAMClient,
  type Tag,
} from '@aws-sdk/client-iam';
import type { IamEntity } from '../harness/iam-entities.ts';
import { uniqueName } from '../harness/unique-name.ts';

/** The text of a trust policy that lets a principal assume a role. */
export function trusting(principal: unknown): string {
  const statement = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

/** A trust policy that every test may use. */
export const trustPolicy = trusting({ Service: 'ec2.amazonaws.com' });

function entity(name: string, arn: string | undefined): IamEntity {
  if (arn === undefined) throw new Error(`${name} came without an ARN`);
  return { name, arn };
}

/** Make a role without policies. */
export async function createRole(
  iam: IAMClient,
  input: Partial<CreateRoleCommandInput> = {},
): Promise<IamEntity> {
  const RoleName = uniqueName('role');
  const command = new CreateRoleCommand({
    RoleName,
    AssumeRolePolicyDocument: trustPolicy,
    ...input,
  });
  const { Role } = await iam.send(command);
  return entity(RoleName, Role?.Arn);
}

/** Make an instance profile without a role. */
export async function createInstanceProfile(iam: IAMClient): Promise<IamEntity> {
  const InstanceProfileName = uniqueName('profile');
  const command = new CreateInstanceProfileCommand({ InstanceProfileName });
  const { InstanceProfile } = await iam.send(command);
  return entity(InstanceProfileName, InstanceProfile?.Arn);
}

/** Make an OpenID Connect provider; its name is its URL without the scheme. */
export async function createProvider(iam: IAMClient): Promise<IamEntity> {
  const name = `${uniqueName('id')}.example.com`;
  const command = new CreateOpenIDConnectProviderCommand({
    Url: `https://${name}`,
    ClientIDList: ['app'],
    ThumbprintList: ['a'.repeat(40)],
  });
  const { OpenIDConnectProviderArn } = await iam.send(command);
  return entity(name, OpenIDConnectProviderArn);
}

/** Tags as short text: `Team=a Stage=b`. */
export function tagsOf(tags: readonly Tag[] | undefined): string {
  return (tags ?? []).map(({ Key, Value }) => `${Key}=${Value}`).join(' ');
}
