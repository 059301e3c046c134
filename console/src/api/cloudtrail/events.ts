import { send } from '../request.ts';

/** Why a request was allowed or refused, as its record has it. */
export interface RecordedDecision {
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  /** `explicit-deny`, `implicit-deny` and others. */
  readonly reason: string;
  /** Of an implicit deny: the kind of policy that lacked an Allow. */
  readonly lacking: string;
  /** The policy and its statement that decided. */
  readonly policy: string;
  readonly statement: string;
}

/** A record of a request. */
export interface RecordedEvent {
  readonly id: string;
  readonly requestId: string;
  readonly time: Date;
  readonly name: string;
  readonly service: string;
  readonly principalArn: string;
  readonly principalType: string;
  readonly userName: string;
  /** Of the role whose session it was. */
  readonly roleArn: string;
  readonly sourceIp: string;
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly decisions: readonly RecordedDecision[];
}

export interface EventPage {
  readonly items: readonly RecordedEvent[];
  readonly next: string | undefined;
}

export interface EventQuery {
  readonly attribute?: readonly [key: string, value: string];
  readonly since?: Date;
  readonly token?: string | undefined;
}

/** A value within JSON that was read, by the names on the way to it. */
function at(value: unknown, ...names: readonly string[]): unknown {
  let found = value;
  for (const name of names) {
    found = typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined;
  }
  return found;
}

function textAt(value: unknown, ...names: readonly string[]): string {
  const found = at(value, ...names);
  return typeof found === 'string' ? found : '';
}

function listAt(value: unknown, ...names: readonly string[]): readonly unknown[] {
  const found = at(value, ...names);
  return Array.isArray(found) ? found : [];
}

function readEvent(event: unknown): RecordedEvent {
  const record: unknown = JSON.parse(textAt(event, 'CloudTrailEvent') || '{}');
  return {
    id: textAt(event, 'EventId'),
    requestId: textAt(record, 'requestID'),
    time: new Date(textAt(record, 'eventTime')),
    name: textAt(event, 'EventName'),
    service: textAt(event, 'EventSource').replace('.amazonaws.com', ''),
    principalArn: textAt(record, 'userIdentity', 'arn'),
    principalType: textAt(record, 'userIdentity', 'type'),
    userName: textAt(record, 'userIdentity', 'userName'),
    roleArn: textAt(record, 'userIdentity', 'sessionContext', 'sessionIssuer', 'arn'),
    sourceIp: textAt(record, 'sourceIPAddress'),
    errorCode: textAt(record, 'errorCode'),
    errorMessage: textAt(record, 'errorMessage'),
    decisions: listAt(record, 'additionalEventData', 'decisions').map((decision) => ({
      action: textAt(decision, 'action'),
      resource: textAt(decision, 'resource'),
      allowed: at(decision, 'allowed') === true,
      reason: textAt(decision, 'reason'),
      lacking: textAt(decision, 'lacking'),
      policy: textAt(decision, 'policy'),
      statement: textAt(decision, 'statement'),
    })),
  };
}

/** Records of the account, the newest first. @throws ServiceError */
export async function lookupEvents({ attribute, since, token }: EventQuery): Promise<EventPage> {
  const [AttributeKey, AttributeValue] = attribute ?? [];
  const response = await send('/api/cloudtrail', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'CloudTrail_20131101.LookupEvents',
    },
    body: JSON.stringify({
      ...(attribute === undefined ? {} : { LookupAttributes: [{ AttributeKey, AttributeValue }] }),
      ...(since === undefined ? {} : { StartTime: since.getTime() / 1_000 }),
      ...(token === undefined ? {} : { NextToken: token }),
      MaxResults: 50,
    }),
  });
  const answer: unknown = await response.json();
  return {
    items: listAt(answer, 'Events').map(readEvent),
    next: textAt(answer, 'NextToken') || undefined,
  };
}
