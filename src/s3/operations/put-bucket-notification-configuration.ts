import { xmlBody } from '../../operation/document.ts';
import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { keepConfiguration } from '../bucket/update.ts';
import { checkNotification, notificationShape } from '../configurations/notification.ts';
import { defineOperation } from '../define.ts';

export const putBucketNotificationConfiguration = defineOperation({
  name: 'PutBucketNotificationConfiguration',
  summary: 'Set who is told of what happens in a bucket.',
  http: { method: 'PUT', path: '/{Bucket}', query: ['notification'] },
  input: { Bucket: bucketLabel },
  body: xmlBody('NotificationConfiguration', notificationShape),
  output: {},
  errors: ['InvalidArgument', 'MalformedXML'],
  authorize: onBucket('s3:PutBucketNotification'),
  async handle(context) {
    checkNotification(context.body);
    await keepConfiguration(context, 'notification', context.body);
    return {};
  },
});
