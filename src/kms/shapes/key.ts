import {
  boolean,
  type Infer,
  integer,
  list,
  optional,
  structure,
  text,
  timestamp,
} from '../../operation/shape.ts';
import type { StoredKey } from '../../store/keys.ts';

/** An id, an ARN, or where the operation says so an alias. */
export const keyId = text({ minLength: 1, maxLength: 2_048 });

export const marker = text({ minLength: 1, maxLength: 1_024, pattern: /^[\u0020-\u00FF]*$/ });

/** A page has at most this many items, whatever was asked for. */
export const pageLimit = (max: number) => integer(1, max);

/** What is told of a key. */
export const keyMetadata = structure({
  AWSAccountId: text(),
  KeyId: text(),
  Arn: text(),
  CreationDate: timestamp(),
  Enabled: boolean(),
  Description: text(),
  KeyUsage: text(),
  KeyState: text(),
  Origin: text(),
  KeyManager: text(),
  CustomerMasterKeySpec: text(),
  KeySpec: text(),
  EncryptionAlgorithms: list('member', text()),
  MultiRegion: boolean(),
  DeletionDate: optional(timestamp()),
});

/** A key as replies show it. */
export function describeKey(key: StoredKey): Infer<typeof keyMetadata> {
  return {
    AWSAccountId: key.accountId,
    KeyId: key.keyId,
    Arn: key.arn,
    CreationDate: key.createdAtMs,
    Enabled: key.state === 'Enabled',
    Description: key.description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: key.state,
    Origin: 'AWS_KMS',
    KeyManager: key.manager,
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
    DeletionDate: key.deletionMs,
  };
}
