import { ServiceError } from '../../operation/errors.ts';
import { bucketLabel, keyLabel, query, required } from '../../operation/field.ts';
import type { Requirement } from '../../operation/requirement.ts';
import { integer, text } from '../../operation/shape.ts';
import type { Upload } from '../../store/uploads.ts';
import { objectArn } from '../arn.ts';
import type { BucketContext } from '../define.ts';
import { maxPartNumber } from '../object/read-fields.ts';

/** The input that names an upload. */
export const uploadFields = {
  Bucket: bucketLabel,
  Key: keyLabel,
  UploadId: required(query('uploadId', text())),
};

export const partNumberQuery = required(
  query('partNumber', integer(1, maxPartNumber), {
    refuse: {
      code: 'InvalidArgument',
      message: 'Part number must be an integer between 1 and 10000, inclusive',
    },
  }),
);

interface UploadName {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string;
}

/** @throws ServiceError NoSuchUpload */
export async function findUpload(
  { bucket, stores }: Pick<BucketContext, 'bucket' | 'stores'>,
  { Key, UploadId }: UploadName,
): Promise<Upload> {
  const upload = await stores.uploads.get(bucket.id, Key, UploadId);
  if (upload === undefined) throw noSuchUpload(UploadId);
  return upload;
}

/** NoSuchUpload (404), naming the upload. */
export function noSuchUpload(uploadId: string): ServiceError {
  return new ServiceError('NoSuchUpload', { fields: { UploadId: uploadId } });
}

/** What the parts of an upload may be looked at or given up by: its initiator always may. */
export async function initiatorsRequirement(
  action: string,
  input: UploadName,
  { bucket, stores, caller }: BucketContext,
): Promise<readonly Requirement[]> {
  const upload = await stores.uploads.get(bucket.id, input.Key, input.UploadId);
  const { arn } = caller.principal;
  const inherent = arn !== '' && upload?.initiator.arn === arn;
  return [{ action, resource: objectArn(input.Bucket, input.Key), inherent }];
}
