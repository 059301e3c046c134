import { xmlBody } from '../../operation/document.ts';
import { bucketLabel, header } from '../../operation/field.ts';
import { oneOf } from '../../operation/shape.ts';
import { onBucket } from '../bucket/requirement.ts';
import { keepConfiguration } from '../bucket/update.ts';
import { checkedLifecycle } from '../configurations/check-lifecycle.ts';
import { lifecycleShape } from '../configurations/lifecycle.ts';
import { defaultMinimumSize, minimumSizeHeader } from '../configurations/transition-minimum.ts';
import { defineOperation } from '../define.ts';

export const putBucketLifecycleConfiguration = defineOperation({
  name: 'PutBucketLifecycleConfiguration',
  summary: 'Set when objects, versions and uploads of a bucket move or go.',
  http: { method: 'PUT', path: '/{Bucket}', query: ['lifecycle'] },
  input: {
    Bucket: bucketLabel,
    TransitionDefaultMinimumObjectSize: header(
      minimumSizeHeader,
      oneOf('varies_by_storage_class', defaultMinimumSize),
    ),
  },
  body: xmlBody('LifecycleConfiguration', lifecycleShape),
  output: { headers: [minimumSizeHeader] },
  errors: ['InvalidArgument', 'InvalidRequest', 'MalformedXML'],
  authorize: onBucket('s3:PutLifecycleConfiguration'),
  async handle(context) {
    await keepConfiguration(context, 'lifecycle', checkedLifecycle(context.body));
    const { TransitionDefaultMinimumObjectSize = defaultMinimumSize } = context.input;
    return { headers: { [minimumSizeHeader]: TransitionDefaultMinimumObjectSize } };
  },
});
