import {
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { allow, policyText } from './identities.ts';
import { uniqueName } from './unique-name.ts';

/** A user, group or policy that a test made. */
export interface IamEntity {
  readonly name: string;
  readonly arn: string;
}

/** A policy document that every test may attach. */
export const somePolicy = policyText(allow('s3:ListBucket', '*'));

function entity(name: string, arn: string | undefined): IamEntity {
  if (arn === undefined) throw new Error(`${name} came without an ARN`);
  return { name, arn };
}

/** Make a user without a key or a policy. */
export async function createPlainUser(iam: IAMClient): Promise<IamEntity> {
  const UserName = uniqueName('user');
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  return entity(UserName, User?.Arn);
}

/** Make a group without members. */
export async function createGroup(iam: IAMClient): Promise<IamEntity> {
  const GroupName = uniqueName('group');
  const { Group } = await iam.send(new CreateGroupCommand({ GroupName }));
  return entity(GroupName, Group?.Arn);
}

/** Make a managed policy. */
export async function createPolicy(
  iam: IAMClient,
  PolicyDocument: string = somePolicy,
): Promise<IamEntity> {
  const PolicyName = uniqueName('policy');
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
  return entity(PolicyName, Policy?.Arn);
}

/** The root of the ARNs of an account's IAM entities: `arn:aws:iam::123456789012:`. */
export function iamArnRoot({ arn }: IamEntity): string {
  return arn.slice(0, arn.lastIndexOf(':') + 1);
}
