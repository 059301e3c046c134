import { join } from 'node:path';
import { auditFiles } from './audit-files.ts';
import type { TrailDecision } from './trail-decision.ts';
import { auditLines } from './verify.ts';

/** What of a record the tools look at, and its line as it is. */
export interface TrailEntry {
  readonly atMs: number;
  readonly requestId: string;
  readonly event: string;
  readonly service: string;
  readonly principalArn: string;
  readonly userName: string;
  readonly accessKeyId: string;
  readonly accountId: string;
  /** Undefined for success. */
  readonly errorCode: string | undefined;
  readonly errorMessage: string | undefined;
  readonly httpStatus: number;
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly decisions: readonly TrailDecision[];
  readonly line: string;
}

export interface TrailRange {
  /** Inclusive; records and whole files outside are not read. */
  readonly sinceMs?: number | undefined;
  /** Exclusive. */
  readonly untilMs?: number | undefined;
}

/** The records of a folder, a file after the other; lines that are no records are left out. */
export async function* readTrail(
  folder: string,
  range: TrailRange = {},
): AsyncGenerator<TrailEntry> {
  const { sinceMs = Number.NEGATIVE_INFINITY, untilMs = Number.POSITIVE_INFINITY } = range;
  for (const { name, day } of auditFiles(folder)) {
    const dayMs = Date.parse(`${day}T00:00:00Z`);
    // A request may begin on the day before that of its record.
    if (dayMs >= untilMs + oneDayMs || dayMs + oneDayMs < sinceMs) continue;
    yield* readTrailFile(join(folder, name), range);
  }
}

/** The records of one file, wherever it is. */
export async function* readTrailFile(
  path: string,
  { sinceMs = Number.NEGATIVE_INFINITY, untilMs = Number.POSITIVE_INFINITY }: TrailRange = {},
): AsyncGenerator<TrailEntry> {
  for await (const line of auditLines(path)) {
    const entry = readEntry(line);
    if (entry !== undefined && entry.atMs >= sinceMs && entry.atMs < untilMs) yield entry;
  }
}

const oneDayMs = 86_400_000;

/** Reads a line; undefined for those that are no record of a request. */
export function readEntry(line: string): TrailEntry | undefined {
  if (!line.startsWith('{"eventVersion":')) return undefined;
  const record = parsed(line);
  if (record === undefined) return undefined;
  const identity = objectAt(record, 'userIdentity');
  const data = objectAt(record, 'additionalEventData');
  const decisions: unknown = Reflect.get(data, 'decisions');
  return {
    atMs: Date.parse(textAt(record, 'eventTime')),
    requestId: textAt(record, 'requestID'),
    event: textAt(record, 'eventName'),
    service: textAt(record, 'eventSource').replace('.amazonaws.com', ''),
    principalArn:
      textAt(identity, 'arn') ||
      textAt(identity, 'invokedBy') ||
      nameless(textAt(identity, 'type')),
    userName: textAt(identity, 'userName'),
    accessKeyId: textAt(identity, 'accessKeyId'),
    accountId: textAt(identity, 'accountId'),
    errorCode: textAt(record, 'errorCode') || undefined,
    errorMessage: textAt(record, 'errorMessage') || undefined,
    httpStatus: Number(Reflect.get(data, 'httpStatus')),
    sourceIp: textAt(record, 'sourceIPAddress'),
    userAgent: textAt(record, 'userAgent'),
    decisions: Array.isArray(decisions) ? decisions.flatMap((one) => readDecision(one) ?? []) : [],
    line,
  };
}

function parsed(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function nameless(type: string): string {
  return type === 'AWSAccount' ? 'anonymous' : 'unknown';
}

function objectAt(record: object, name: string): object {
  const value: unknown = Reflect.get(record, name);
  return typeof value === 'object' && value !== null ? value : {};
}

function textAt(record: object, name: string): string {
  const value: unknown = Reflect.get(record, name);
  return typeof value === 'string' ? value : '';
}

function readDecision(value: unknown): TrailDecision | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const context: Record<string, string | readonly string[]> = {};
  for (const [key, fact] of Object.entries(objectAt(value, 'context'))) {
    context[key] = Array.isArray(fact) ? fact.map(String) : String(fact);
  }
  const optional = (name: 'lacking' | 'policy' | 'statement') => {
    const text = textAt(value, name);
    return text === '' ? {} : { [name]: text };
  };
  return {
    action: textAt(value, 'action'),
    resource: textAt(value, 'resource'),
    allowed: Reflect.get(value, 'allowed') === true,
    reason: textAt(value, 'reason'),
    ...optional('lacking'),
    ...optional('policy'),
    ...optional('statement'),
    context,
  };
}
