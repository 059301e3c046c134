import type { HeaderFields, QueryParameters, WireRequest } from '../../operation/request.ts';
import { percentEncodeBytes, percentReencode } from '../percent-encoding.ts';

/** Whether the path is taken as it is (S3) or normalised and encoded twice (everything else). */
export type PathStyle = 's3' | 'normalised';

/**
 * The canonical path for S3: decoded once, encoded once, nothing normalised: `//`, `.` and `..`
 * are parts of keys.
 */
export function canonicalPath(rawPath: string, style: PathStyle): string {
  const once = percentReencode(rawPath, true);
  if (style === 's3' || once === '/') return once;
  const segments: string[] = [];
  for (const segment of once.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  const slash = segments.length > 0 && once.endsWith('/') ? '/' : '';
  return percentEncodeBytes(Buffer.from(`/${segments.join('/')}${slash}`, 'latin1'), true);
}

/** The query string, encoded and sorted by name, then value, without the signature itself. */
export function canonicalQuery(query: QueryParameters, without?: string): string {
  const { list } = query;
  if (list.length === 0) return '';
  const pairs: (readonly [name: string, value: string])[] = [];
  for (const parameter of list) {
    if (parameter.name === without) continue;
    pairs.push([
      percentReencode(parameter.rawName, false),
      percentReencode(parameter.rawValue, false),
    ]);
  }
  if (pairs.length > 1) pairs.sort(byNameThenValue);
  return pairs.map(([name, value]) => `${name}=${value}`).join('&');
}

type Pair = readonly [name: string, value: string];

function byNameThenValue(a: Pair, b: Pair): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[1] === b[1] ? 0 : a[1] < b[1] ? -1 : 1;
}

function canonicalHeaders(headers: HeaderFields, signed: readonly string[]): string {
  let lines = '';
  for (const name of signed) {
    lines += `${name}:${collapseBlanks(headers.get(name) ?? '')}\n`;
  }
  return lines;
}

/** Runs of blanks count as one space. */
function collapseBlanks(value: string): string {
  return value.includes('  ') || value.includes('\t') ? value.replaceAll(/[ \t]+/g, ' ') : value;
}

export interface CanonicalParts {
  readonly path: string;
  readonly query: string;
  readonly signedHeaders: readonly string[];
  readonly payloadHash: string;
}

/** The canonical request as a text of Latin-1 characters: one character, one byte of the wire. */
export function canonicalRequest(request: WireRequest, parts: CanonicalParts): string {
  const headers = canonicalHeaders(request.headers, parts.signedHeaders);
  const names = parts.signedHeaders.join(';');
  return `${request.method}\n${parts.path}\n${parts.query}\n${headers}\n${names}\n${parts.payloadHash}`;
}
