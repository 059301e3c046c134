import type { Requirement, ResourceAccess } from '../operation/requirement.ts';
import type { IamContext } from './define.ts';

/**
 * The resource side of a decision of IAM. Entities have no policies of their own; they belong to
 * the account that their ARN names, which for AWS's own policies is nobody's.
 */
export function iamAccess({ resource }: Requirement, { accountId }: IamContext): ResourceAccess {
  const named = /^arn:aws:(?:iam|sts)::(\d{12}):/.exec(resource)?.[1];
  return {
    accountId: named ?? accountId,
    policy: undefined,
    context: () => undefined,
    accessControlList: () => undefined,
  };
}
