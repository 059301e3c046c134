import { header, type InferFields, required } from '../../operation/field.ts';
import { text } from '../../operation/shape.ts';

/** The headers that name the source of a copy and the conditions on it. */
export const copySourceFields = {
  CopySource: required(
    header('x-amz-copy-source', text(), { conditionKey: 's3:x-amz-copy-source' }),
  ),
  CopySourceIfMatch: header('x-amz-copy-source-if-match', text()),
  CopySourceIfNoneMatch: header('x-amz-copy-source-if-none-match', text()),
  CopySourceIfModifiedSince: header('x-amz-copy-source-if-modified-since', text()),
  CopySourceIfUnmodifiedSince: header('x-amz-copy-source-if-unmodified-since', text()),
  ExpectedSourceBucketOwner: header('x-amz-source-expected-bucket-owner', text()),
  CopySourceSSECustomerAlgorithm: header(
    'x-amz-copy-source-server-side-encryption-customer-algorithm',
    text(),
  ),
  CopySourceSSECustomerKey: header('x-amz-copy-source-server-side-encryption-customer-key', text()),
  CopySourceSSECustomerKeyMD5: header(
    'x-amz-copy-source-server-side-encryption-customer-key-md5',
    text(),
  ),
};

export type CopySourceInput = InferFields<typeof copySourceFields>;
