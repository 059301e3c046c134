import { administratorAccess } from './administrator-access.ts';
import { amazonS3FullAccess } from './amazon-s3-full-access.ts';
import { amazonS3ReadOnlyAccess } from './amazon-s3-read-only-access.ts';
import type { AwsManagedPolicy } from './aws-managed-policy.ts';
import { iamFullAccess } from './iam-full-access.ts';
import { iamReadOnlyAccess } from './iam-read-only-access.ts';
import { iamUserChangePassword } from './iam-user-change-password.ts';
import { powerUserAccess } from './power-user-access.ts';
import { readOnlyAccess } from './read-only-access.ts';

export type { AwsManagedPolicy } from './aws-managed-policy.ts';

/** The AWS managed policies that are about the services here, by name. */
export const awsManagedPolicies: readonly AwsManagedPolicy[] = [
  administratorAccess,
  amazonS3FullAccess,
  amazonS3ReadOnlyAccess,
  iamFullAccess,
  iamReadOnlyAccess,
  iamUserChangePassword,
  powerUserAccess,
  readOnlyAccess,
];

const byArn = new Map(awsManagedPolicies.map((policy) => [policy.arn, policy]));

/** The AWS managed policy of an ARN; ARNs compare with regard to case. */
export function awsManagedPolicy(arn: string): AwsManagedPolicy | undefined {
  return byArn.get(arn);
}

/** For the store, which keeps no rows of them. */
export function isAwsManagedPolicy(arn: string): boolean {
  return byArn.has(arn);
}
