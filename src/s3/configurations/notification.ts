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
