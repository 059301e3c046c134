import { xmlBody } from '../../operation/document.ts';
import { bucketLabel, header } from '../../operation/field.ts';
import { oneOf, optional, structure, text } from '../../operation/shape.ts';
import { onBucket } from '../bucket/requirement.ts';
import { updateBucket } from '../bucket/update.ts';
import { defineOperation } from '../define.ts';

export const putBucketVersioning = defineOperation({
  name: 'PutBucketVersioning',
  summary: 'Switch the versioning of a bucket on, or suspend it.',
  http: { method: 'PUT', path: '/{Bucket}', query: ['versioning'] },
  input: { Bucket: bucketLabel, MFA: header('x-amz-mfa', text()) },
  body: xmlBody(
    'VersioningConfiguration',
    structure({
      Status: optional(oneOf('Enabled', 'Suspended')),
      MfaDelete: optional(oneOf('Enabled', 'Disabled')),
    }),
  ),
  output: {},
  errors: [
    'AccessDenied',
    'IllegalVersioningConfigurationException',
    'InvalidBucketState',
    'MalformedXML',
  ],
  authorize: onBucket('s3:PutBucketVersioning'),
  async handle(context) {
    const { body, bucket, fail } = context;
    if (body.Status === undefined) return fail('IllegalVersioningConfigurationException');
    if (body.MfaDelete === 'Enabled') {
      return fail('AccessDenied', {
        message: 'Mfa Authentication must be used for this request',
      });
    }
    if (bucket.objectLockEnabled && body.Status === 'Suspended') {
      return fail('InvalidBucketState', {
        message:
          'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
      });
    }
    await updateBucket(context, { versioning: body.Status });
    return {};
  },
});
