import { xmlBody } from '../../operation/document.ts';
import { bucketLabel, header } from '../../operation/field.ts';
import { boolean } from '../../operation/shape.ts';
import { onBucket } from '../bucket/requirement.ts';
import { keepConfiguration } from '../bucket/update.ts';
import { notificationShape } from '../configurations/notification.ts';
import { defineOperation } from '../define.ts';
import { checkedNotification } from '../notifications/check.ts';
import { validateDestinations } from '../notifications/validate-destinations.ts';

export const putBucketNotificationConfiguration = defineOperation({
  name: 'PutBucketNotificationConfiguration',
  summary: 'Set who is told of what happens in a bucket.',
  http: { method: 'PUT', path: '/{Bucket}', query: ['notification'] },
  input: {
    Bucket: bucketLabel,
    SkipDestinationValidation: header('x-amz-skip-destination-validation', boolean()),
  },
  body: xmlBody('NotificationConfiguration', notificationShape),
  output: {},
  errors: ['InvalidArgument', 'MalformedXML', 'NotImplemented'],
  authorize: onBucket('s3:PutBucketNotification'),
  async handle(context) {
    const configuration = checkedNotification(context.body);
    if (context.input.SkipDestinationValidation !== true) {
      await validateDestinations(context, configuration);
    }
    await keepConfiguration(context, 'notification', configuration);
    return {};
  },
});
