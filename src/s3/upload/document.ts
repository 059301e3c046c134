import { optional, structure, text } from '../../operation/shape.ts';
import type { Upload } from '../../store/uploads.ts';
import type { AccountDirectory } from '../define.ts';

export const initiatorShape = structure({ ID: text(), DisplayName: optional(text()) });

/** Who began an upload: an IAM user by its ARN, a root user by its account's canonical id. */
export async function initiatorMember(
  { initiator, accountId }: Pick<Upload, 'initiator' | 'accountId'>,
  accounts: AccountDirectory,
): Promise<{ readonly ID: string; readonly DisplayName: string | undefined }> {
  const root = /^arn:aws:iam::(\d{12}):root$/.exec(initiator.arn);
  if (root === null) return { ID: initiator.arn, DisplayName: initiator.displayName };
  const account = await accounts.account(root[1] ?? accountId);
  return { ID: account?.canonicalId ?? initiator.arn, DisplayName: account?.name };
}
