import { ServiceError } from '../../operation/errors.ts';
import { flattenedList, type Infer, optional, structure, text } from '../../operation/shape.ts';

const filterShape = structure({
  S3Key: optional(
    structure({
      FilterRule: optional(flattenedList(structure({ Name: text(), Value: text() }))),
    }),
  ),
});

const eventMembers = {
  Id: optional(text()),
  Event: flattenedList(text(), { minItems: 1 }),
  Filter: optional(filterShape),
};

/** The document that says who is told of what happens in a bucket. */
export const notificationShape = structure({
  TopicConfiguration: optional(flattenedList(structure({ Topic: text(), ...eventMembers }))),
  QueueConfiguration: optional(flattenedList(structure({ Queue: text(), ...eventMembers }))),
  CloudFunctionConfiguration: optional(
    flattenedList(structure({ CloudFunction: text(), ...eventMembers })),
  ),
  EventBridgeConfiguration: optional(structure({})),
});

export type NotificationConfiguration = Infer<typeof notificationShape>;

/** @throws ServiceError InvalidArgument */
export function checkNotification(configuration: NotificationConfiguration): void {
  const entries = [
    ...(configuration.TopicConfiguration ?? []),
    ...(configuration.QueueConfiguration ?? []),
    ...(configuration.CloudFunctionConfiguration ?? []),
  ];
  for (const { Event: events, Filter: filter } of entries) {
    if (events.some((event) => !/^s3:[A-Za-z]+:(\*|[A-Za-z:]+)$/.test(event))) {
      throw invalid('The event is not supported for notifications');
    }
    const names = (filter?.S3Key?.FilterRule ?? []).map(({ Name }) => Name.toLowerCase());
    if (names.some((name) => name !== 'prefix' && name !== 'suffix')) {
      throw invalid('filter rule name must be either prefix or suffix');
    }
    if (new Set(names).size !== names.length) {
      throw invalid('Cannot specify more than one prefix rule in a filter.');
    }
  }
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidArgument', { message });
}
