import { hostId } from '../../http/request-id.ts';
import { ServiceError } from '../../operation/errors.ts';
import type { NotificationConfiguration } from '../configurations/notification.ts';
import type { BucketContext } from '../define.ts';
import { notificationEntries } from './targets.ts';

/**
 * Sends each destination the event that S3 sends when a configuration is put; one that cannot be
 * told of it is refused, before anything is kept.
 * @throws ServiceError InvalidArgument
 */
export async function validateDestinations(
  { bucket, request, settings, clock }: BucketContext,
  configuration: NotificationConfiguration,
): Promise<void> {
  const arns = [...new Set(notificationEntries(configuration).map(({ arn }) => arn))];
  const text = JSON.stringify({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: new Date(clock()).toISOString(),
    Bucket: bucket.name,
    RequestId: request.id,
    HostId: hostId,
  });
  const answers = await Promise.all(
    arns.map(async (arn) => ({ arn, problem: await problemOf(settings.destinations, arn, text) })),
  );
  const failed = answers.filter(({ problem }) => problem !== undefined);
  if (failed.length === 0) return;
  const fields = failed.flatMap(({ arn, problem = '' }, index) => [
    [`ArgumentName${index + 1}`, arn],
    [`ArgumentValue${index + 1}`, problem],
  ]);
  throw new ServiceError('InvalidArgument', {
    message: 'Unable to validate the following destination configurations',
    fields: Object.fromEntries(fields),
  });
}

/** What the client may know: not where the operator's settings lead, nor what answers there. */
async function problemOf(
  destinations: BucketContext['settings']['destinations'],
  arn: string,
  text: string,
): Promise<string | undefined> {
  if (destinations?.has(arn) !== true) return 'The destination does not exist';
  const failure = await destinations.send(arn, text);
  return failure === undefined ? undefined : 'The destination did not take the test event';
}
