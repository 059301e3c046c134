import { bucketLabel } from '../../operation/field.ts';
import { optional, structure, text } from '../../operation/shape.ts';
import { onBucket } from '../bucket/requirement.ts';
import { defineOperation } from '../define.ts';

export const getBucketVersioning = defineOperation({
  name: 'GetBucketVersioning',
  summary: 'Return whether a bucket has versioning; one that never had it says nothing.',
  http: { method: 'GET', path: '/{Bucket}', query: ['versioning'] },
  input: { Bucket: bucketLabel },
  output: {
    document: {
      root: 'VersioningConfiguration',
      shape: structure({ Status: optional(text()), MfaDelete: optional(text()) }),
    },
  },
  errors: [],
  authorize: onBucket('s3:GetBucketVersioning'),
  async handle({ bucket }) {
    const { versioning } = bucket;
    return { document: { Status: versioning === 'Unversioned' ? undefined : versioning } };
  },
});
