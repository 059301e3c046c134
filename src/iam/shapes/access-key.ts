import { type Infer, oneOf, optional, structure, text, timestamp } from '../../operation/shape.ts';
import type { AccessKey } from '../../store/identities.ts';

export const keyStatus = oneOf('Active', 'Inactive');

export const accessKeyMetadata = structure({
  /** Root's keys have none. */
  UserName: optional(text()),
  AccessKeyId: text(),
  Status: keyStatus,
  CreateDate: timestamp('seconds'),
});

/** A key without its secret. */
export function describeKey(key: AccessKey): Infer<typeof accessKeyMetadata> {
  return {
    UserName: key.userName,
    AccessKeyId: key.accessKeyId,
    Status: key.status,
    CreateDate: key.createdAtMs,
  };
}
