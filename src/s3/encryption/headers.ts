import { header, type InferFields } from '../../operation/field.ts';
import { boolean, text } from '../../operation/shape.ts';

/** The headers with which a client brings its own key (SSE-C). */
export const customerKeyHeaders = {
  SSECustomerAlgorithm: header('x-amz-server-side-encryption-customer-algorithm', text(), {
    conditionKey: 's3:x-amz-server-side-encryption-customer-algorithm',
  }),
  SSECustomerKey: header('x-amz-server-side-encryption-customer-key', text()),
  SSECustomerKeyMD5: header('x-amz-server-side-encryption-customer-key-md5', text()),
};

/** The headers that ask for the encryption of an object as it is made. */
export const encryptionHeaders = {
  ServerSideEncryption: header('x-amz-server-side-encryption', text(), {
    conditionKey: 's3:x-amz-server-side-encryption',
  }),
  SSEKMSKeyId: header('x-amz-server-side-encryption-aws-kms-key-id', text(), {
    conditionKey: 's3:x-amz-server-side-encryption-aws-kms-key-id',
  }),
  SSEKMSEncryptionContext: header('x-amz-server-side-encryption-context', text()),
  BucketKeyEnabled: header('x-amz-server-side-encryption-bucket-key-enabled', boolean()),
  ...customerKeyHeaders,
};

export type CustomerKeyInput = InferFields<typeof customerKeyHeaders>;
export type EncryptionInput = InferFields<typeof encryptionHeaders>;
