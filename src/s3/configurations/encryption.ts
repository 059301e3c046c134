import {
  boolean,
  flattenedList,
  type Infer,
  oneOf,
  optional,
  structure,
  text,
} from '../../operation/shape.ts';

/** The document of a bucket's default encryption. */
export const encryptionShape = structure({
  Rule: flattenedList(
    structure({
      ApplyServerSideEncryptionByDefault: optional(
        structure({
          SSEAlgorithm: oneOf('AES256', 'aws:kms', 'aws:kms:dsse'),
          KMSMasterKeyID: optional(text()),
        }),
      ),
      BucketKeyEnabled: optional(boolean()),
    }),
    { minItems: 1, maxItems: 1 },
  ),
});

export type EncryptionConfiguration = Infer<typeof encryptionShape>;

/** What a bucket without a configuration has: SSE-S3. */
export const defaultEncryption: EncryptionConfiguration = {
  Rule: [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
      BucketKeyEnabled: false,
    },
  ],
};
