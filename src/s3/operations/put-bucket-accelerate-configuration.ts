import { xmlBody } from '../../operation/document.ts';
import { bucketLabel } from '../../operation/field.ts';
import { oneOf, structure } from '../../operation/shape.ts';
import { onBucket } from '../bucket/requirement.ts';
import { keepConfiguration } from '../bucket/update.ts';
import { defineOperation } from '../define.ts';

export const putBucketAccelerateConfiguration = defineOperation({
  name: 'PutBucketAccelerateConfiguration',
  summary: 'Switch transfer acceleration; it is kept, and changes nothing here.',
  http: { method: 'PUT', path: '/{Bucket}', query: ['accelerate'] },
  input: { Bucket: bucketLabel },
  body: xmlBody('AccelerateConfiguration', structure({ Status: oneOf('Enabled', 'Suspended') })),
  output: {},
  errors: ['InvalidRequest', 'MalformedXML'],
  authorize: onBucket('s3:PutAccelerateConfiguration'),
  async handle(context) {
    if (context.bucket.name.includes('.')) {
      return context.fail('InvalidRequest', {
        message:
          'S3 Transfer Acceleration is not supported for buckets with periods (.) in their names',
      });
    }
    await keepConfiguration(context, 'accelerate', context.body);
    return {};
  },
});
