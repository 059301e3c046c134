import { parseAuditFileName } from '../audit/audit-files.ts';
import type { LookBackPlace } from '../audit/look-back.ts';

const tokenLimit = 16 * 1024;

/** Where a look stopped, as a token for the next one. It is no secret: records are filtered anew. */
export function writeToken(place: LookBackPlace): string {
  return Buffer.from(JSON.stringify([place.day, place.files])).toString('base64url');
}

/** @returns undefined for a text that is no token of ours */
export function readToken(token: string): LookBackPlace | undefined {
  if (token.length > tokenLimit) return undefined;
  const read: unknown = parsed(Buffer.from(token, 'base64url').toString('utf8'));
  if (!Array.isArray(read) || read.length !== 2) return undefined;
  const [day, files]: readonly unknown[] = read;
  if (typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  if (typeof files !== 'object' || files === null) return undefined;
  const places = new Map<string, number>();
  for (const [name, place] of Object.entries(files)) {
    if (parseAuditFileName(name)?.day !== day || !isPlace(place)) return undefined;
    places.set(name, place);
  }
  return { day, files: Object.fromEntries(places) };
}

function isPlace(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
