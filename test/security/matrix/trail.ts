import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the audit trail says of one request. */
export interface Record {
  readonly operation: string;
  readonly errorCode: string;
  /** `Unknown` where nobody was believed; `AWSAccount` for the anonymous caller. */
  readonly callerType: string;
  readonly decisions: number;
  readonly allowed: number;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The records of a folder, by request id. Read them when the server has ended. */
export function readTrail(folder: string): ReadonlyMap<string, Record> {
  const records = new Map<string, Record>();
  const lines = readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8').split('\n'),
  );
  for (const line of lines) {
    if (line === '') continue;
    const parsed: unknown = JSON.parse(line);
    const kept = member(member(parsed, 'additionalEventData'), 'decisions');
    const decisions: readonly unknown[] = Array.isArray(kept) ? kept : [];
    records.set(text(member(parsed, 'requestID')), {
      operation: text(member(parsed, 'eventName')),
      errorCode: text(member(parsed, 'errorCode')),
      callerType: text(member(member(parsed, 'userIdentity'), 'type')),
      decisions: decisions.length,
      allowed: decisions.filter((decision) => member(decision, 'allowed') === true).length,
    });
  }
  return records;
}
