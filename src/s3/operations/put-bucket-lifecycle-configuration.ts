import { xmlBody } from '../../operation/document.ts';
import { bucketLabel, header } from '../../operation/field.ts';
import { oneOf } from '../../operation/shape.ts';
import { onBucket } from '../bucket/requirement.ts';
import { keepConfiguration } from '../bucket/update.ts';
import { checkedLifecycle } from '../configurations/check-lifecycle.ts';
import { type KeptLifecycle, lifecycleShape } from '../configurations/lifecycle.ts';
import {
  defaultMinimumSize,
  minimumSizeByClass,
  minimumSizeHeader,
} from '../configurations/transition-minimum.ts';
import { defineOperation } from '../define.ts';

export const putBucketLifecycleConfiguration = defineOperation({
  name: 'PutBucketLifecycleConfiguration',
  summary: 'Set when objects, versions and uploads of a bucket move or go.',
  http: { method: 'PUT', path: '/{Bucket}', query: ['lifecycle'] },
  input: {
    Bucket: bucketLabel,
    TransitionDefaultMinimumObjectSize: header(
      minimumSizeHeader,
      oneOf(minimumSizeByClass, defaultMinimumSize),
    ),
  },
  body: xmlBody('LifecycleConfiguration', lifecycleShape),
  output: { headers: [minimumSizeHeader] },
  errors: ['InvalidArgument', 'InvalidRequest', 'MalformedXML'],
  authorize: onBucket('s3:PutLifecycleConfiguration'),
  async handle(context) {
    const { TransitionDefaultMinimumObjectSize: minimumSize = defaultMinimumSize } = context.input;
    const kept: KeptLifecycle = { ...checkedLifecycle(context.body), minimumSize };
    await keepConfiguration(context, 'lifecycle', kept);
    return { headers: { [minimumSizeHeader]: minimumSize } };
  },
});
