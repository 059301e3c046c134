import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  type IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import type { Credentials } from './server.ts';
import { uniqueName } from './unique-name.ts';

/** A user that a test made, with a key. */
export interface TestUser {
  readonly name: string;
  readonly arn: string;
  readonly userId: string;
  readonly credentials: Credentials;
}

/** A statement of an identity policy, as a test writes it down. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The JSON text of a policy of the current version. */
export function policyText(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** The short form of an Allow. */
export function allow(action: string | readonly string[], resource: string | readonly string[]) {
  return { Effect: 'Allow', Action: action, Resource: resource } satisfies Statement;
}

/** The short form of a Deny. */
export function deny(action: string | readonly string[], resource: string | readonly string[]) {
  return { Effect: 'Deny', Action: action, Resource: resource } satisfies Statement;
}

/** Make a user whose one inline policy has these statements; without any, it may do nothing. */
export async function createUser(
  iam: IAMClient,
  ...statements: readonly Statement[]
): Promise<TestUser> {
  const name = uniqueName('user');
  const { User } = await iam.send(new CreateUserCommand({ UserName: name }));
  if (statements.length > 0) {
    const PolicyDocument = policyText(...statements);
    await iam.send(
      new PutUserPolicyCommand({ UserName: name, PolicyName: 'test', PolicyDocument }),
    );
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  if (User?.Arn === undefined || User.UserId === undefined) throw new Error('a user without ARN');
  if (AccessKey?.AccessKeyId === undefined || AccessKey.SecretAccessKey === undefined) {
    throw new Error('CreateAccessKey returned no key');
  }
  return {
    name,
    arn: User.Arn,
    userId: User.UserId,
    credentials: { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey },
  };
}
