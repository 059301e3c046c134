import { header } from '../operation/field.ts';
import { oneOf } from '../operation/shape.ts';

/** The classes of S3; here they are labels, every one of them is kept and read alike. */
export const storageClasses = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'OUTPOSTS',
  'GLACIER_IR',
  'SNOW',
  'EXPRESS_ONEZONE',
  'FSX_OPENZFS',
  'FSX_ONTAP',
] as const;

export const defaultStorageClass = 'STANDARD';

export const storageClassHeader = header('x-amz-storage-class', oneOf(...storageClasses), {
  conditionKey: 's3:x-amz-storage-class',
  refuse: { code: 'InvalidStorageClass' },
});
