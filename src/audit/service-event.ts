import { randomUUID } from 'node:crypto';

/** Something that the server did by itself. */
export interface ServiceEventFacts {
  /** What was done, such as the name of a job. */
  readonly name: string;
  readonly endedAtMs: number;
  readonly durationMs: number;
  readonly counts: Readonly<Record<string, number>>;
  /** Undefined for success. */
  readonly error: unknown;
  readonly region: string;
}

/** The record of it, as CloudTrail has events of services (user guide, "AWS service events"). */
export function serviceEventRecord(facts: ServiceEventFacts): object {
  const { error } = facts;
  const failure = { errorCode: 'InternalError', errorMessage: String(error) };
  return {
    eventVersion: '1.11',
    userIdentity: { type: 'AWSService', invokedBy: 's3.amazonaws.com' },
    eventTime: new Date(facts.endedAtMs - facts.durationMs).toISOString(),
    eventSource: 's3.amazonaws.com',
    eventName: facts.name,
    awsRegion: facts.region,
    sourceIPAddress: 's3.amazonaws.com',
    userAgent: 's3.amazonaws.com',
    ...(error === undefined ? {} : failure),
    requestParameters: null,
    responseElements: null,
    additionalEventData: {
      httpStatus: error === undefined ? 200 : 500,
      durationMs: facts.durationMs,
      decisions: [],
    },
    eventID: randomUUID(),
    readOnly: false,
    eventType: 'AwsServiceEvent',
    serviceEventDetails: facts.counts,
    managementEvent: true,
    eventCategory: 'Management',
  };
}
