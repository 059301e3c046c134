import type { TrailEntry } from '../../audit/read-trail.ts';
import {
  integer,
  list,
  oneOf,
  optional,
  structure,
  text,
  timestamp,
} from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { readToken, writeToken } from '../place-token.ts';

const maxResults = 50;
/** What AWS keeps for lookups. */
const keptMs = 90 * 86_400_000;

/** AWS's attributes, and `ErrorCode`, which is ours: refusals are what people look for. */
const attributeKey = oneOf(
  'EventId',
  'EventName',
  'ReadOnly',
  'Username',
  'ResourceType',
  'ResourceName',
  'EventSource',
  'AccessKeyId',
  'ErrorCode',
);

const lookupAttribute = structure({
  AttributeKey: attributeKey,
  AttributeValue: text({ minLength: 1, maxLength: 2_000 }),
});

const event = structure({
  EventId: text(),
  EventName: text(),
  ReadOnly: text(),
  AccessKeyId: optional(text()),
  EventTime: timestamp(),
  EventSource: text(),
  Username: optional(text()),
  Resources: list('member', structure({ ResourceType: text(), ResourceName: text() })),
  CloudTrailEvent: text(),
});

interface Wanted {
  readonly AttributeKey: string;
  readonly AttributeValue: string;
}

/** What of a record a lookup answers with. */
interface Looked {
  readonly EventId: string;
  readonly ReadOnly: string;
  readonly EventSource: string;
  readonly Resources: readonly { readonly ResourceType: string; readonly ResourceName: string }[];
}

function textOf(record: unknown, name: string): string {
  if (typeof record !== 'object' || record === null) return '';
  const value: unknown = Reflect.get(record, name);
  return typeof value === 'string' ? value : '';
}

function readLooked({ line }: TrailEntry): Looked {
  const record: unknown = JSON.parse(line);
  const resources: unknown =
    typeof record === 'object' && record !== null ? Reflect.get(record, 'resources') : undefined;
  return {
    EventId: textOf(record, 'eventID'),
    ReadOnly: String(line.includes('"readOnly":true')),
    EventSource: textOf(record, 'eventSource'),
    Resources: (Array.isArray(resources) ? resources : []).map((resource: unknown) => ({
      ResourceType: textOf(resource, 'type'),
      ResourceName: textOf(resource, 'ARN'),
    })),
  };
}

/** AWS calls buckets and objects by their names; an ARN finds them too. */
function isNamed(arn: string, name: string): boolean {
  return arn === name || arn.slice(arn.lastIndexOf(':') + 1) === name;
}

function matches(entry: TrailEntry, { AttributeKey, AttributeValue }: Wanted): boolean {
  switch (AttributeKey) {
    case 'EventName':
      return entry.event === AttributeValue;
    case 'Username':
      return entry.userName === AttributeValue;
    case 'AccessKeyId':
      return entry.accessKeyId === AttributeValue;
    case 'ErrorCode':
      return entry.errorCode === AttributeValue;
    case 'EventId':
      return readLooked(entry).EventId === AttributeValue;
    case 'EventSource':
      return readLooked(entry).EventSource === AttributeValue;
    case 'ReadOnly':
      return readLooked(entry).ReadOnly === AttributeValue;
    case 'ResourceType':
      return readLooked(entry).Resources.some((one) => one.ResourceType === AttributeValue);
    default:
      return readLooked(entry).Resources.some((one) => isNamed(one.ResourceName, AttributeValue));
  }
}

export const lookupEvents = defineOperation({
  name: 'LookupEvents',
  summary: 'Look up records of the account, the newest first: who did what, and what was refused.',
  input: {
    LookupAttributes: optional(list('member', lookupAttribute, { maxItems: 1 })),
    StartTime: optional(timestamp()),
    EndTime: optional(timestamp()),
    EventCategory: optional(oneOf('insight')),
    MaxResults: optional(integer(1, maxResults)),
    NextToken: optional(text()),
  },
  output: { Events: list('member', event), NextToken: optional(text()) },
  errors: [
    'InvalidLookupAttributesException',
    'InvalidNextTokenException',
    'InvalidTimeRangeException',
  ],
  authorize: () => [{ action: 'cloudtrail:LookupEvents', resource: '*' }],
  async handle({ input, accountId, clock, lookBack, fail }) {
    const untilMs = input.EndTime ?? clock() + 1;
    const sinceMs = input.StartTime ?? untilMs - keptMs;
    if (sinceMs > untilMs) fail('InvalidTimeRangeException');
    const [wanted] = input.LookupAttributes ?? [];
    const token = input.NextToken;
    const from = token === undefined ? undefined : readToken(token);
    if (token !== undefined && from === undefined) fail('InvalidNextTokenException');
    // Insights are not made here.
    if (lookBack === undefined || input.EventCategory === 'insight') return { Events: [] };
    // JSON writes most values as they are; where it does not, every line is parsed.
    const literal = wanted === undefined ? '' : JSON.stringify(wanted.AttributeValue).slice(1, -1);
    const isPlain = wanted === undefined || literal === wanted.AttributeValue;
    const { entries, next } = lookBack({
      sinceMs,
      untilMs,
      limit: input.MaxResults ?? maxResults,
      from,
      mayFit: (line) => line.includes(accountId) && (!isPlain || line.includes(literal)),
      fits: (entry) =>
        (entry.accountId === accountId || isReceived(entry, accountId)) &&
        (wanted === undefined || matches(entry, wanted)),
    });
    return {
      Events: entries.map((entry) => ({
        ...readLooked(entry),
        EventName: entry.event,
        AccessKeyId: entry.accessKeyId || undefined,
        EventTime: entry.atMs,
        Username: entry.userName || undefined,
        CloudTrailEvent: entry.line,
      })),
      NextToken: next === undefined ? undefined : writeToken(next),
    };
  },
});

/** Others' requests are told to the account whose resources they are about. */
function isReceived({ line }: TrailEntry, accountId: string): boolean {
  return textOf(JSON.parse(line), 'recipientAccountId') === accountId;
}
