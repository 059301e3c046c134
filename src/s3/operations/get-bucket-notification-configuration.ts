import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { keptConfiguration } from '../configurations/kept.ts';
import { notificationShape } from '../configurations/notification.ts';
import { defineOperation } from '../define.ts';

export const getBucketNotificationConfiguration = defineOperation({
  name: 'GetBucketNotificationConfiguration',
  summary: 'Return who is told of what happens in a bucket.',
  http: { method: 'GET', path: '/{Bucket}', query: ['notification'] },
  input: { Bucket: bucketLabel },
  output: { document: { root: 'NotificationConfiguration', shape: notificationShape } },
  errors: [],
  authorize: onBucket('s3:GetBucketNotification'),
  async handle({ bucket, stores }) {
    const document = await keptConfiguration(stores.buckets, bucket, 'notification');
    return { document: document ?? {} };
  },
});
