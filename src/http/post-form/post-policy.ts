import { ServiceError } from '../../operation/errors.ts';
import type { HeaderFields } from '../../operation/request.ts';

/** How large a file may be, bounds included. */
export interface SizeRange {
  readonly minBytes: number;
  readonly maxBytes: number;
}

interface FieldCondition {
  readonly operator: 'eq' | 'starts-with';
  /** Lower-case, without the dollar. */
  readonly field: string;
  readonly value: string;
}

/** What the one who signed a form allows its users. */
export interface PostPolicy {
  readonly expiresAtMs: number;
  readonly conditions: readonly FieldCondition[];
  readonly range: SizeRange | undefined;
}

function invalid(what: string): ServiceError {
  return new ServiceError('InvalidPolicyDocument', { message: `Invalid Policy: ${what}` });
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Parse the `policy` field of a form. Source: "Creating a POST policy" of the S3 API reference.
 * @throws ServiceError InvalidPolicyDocument (400)
 */
export function parsePostPolicy(base64: string): PostPolicy {
  const document = parseJson(base64);
  for (const name of Object.keys(document)) {
    if (name !== 'expiration' && name !== 'conditions') throw invalid(`Unexpected: '${name}'`);
  }
  const { expiration, conditions } = document;
  if (expiration === undefined) throw invalid('Policy missing expiration.');
  if (conditions === undefined) throw invalid('Policy missing conditions.');
  if (!Array.isArray(conditions) || conditions.length === 0) {
    throw invalid('Invalid Conditions list.');
  }
  const fields: FieldCondition[] = [];
  let range: SizeRange | undefined;
  for (const condition of conditions) {
    const parsed = parseCondition(condition);
    if ('field' in parsed) fields.push(parsed);
    else range = range === undefined ? parsed : intersection(range, parsed);
  }
  return { expiresAtMs: parseExpiration(expiration), conditions: fields, range };
}

function intersection(a: SizeRange, b: SizeRange): SizeRange {
  return {
    minBytes: Math.max(a.minBytes, b.minBytes),
    maxBytes: Math.min(a.maxBytes, b.maxBytes),
  };
}

function parseJson(base64: string): { readonly [name: string]: unknown } {
  try {
    const text = strictUtf8.decode(Buffer.from(base64, 'base64'));
    // S3 has one escape more than JSON: `\$`.
    const parsed: unknown = JSON.parse(
      text.replaceAll(/\\(.)/gs, (pair, character) => (character === '$' ? '$' : pair)),
    );
    if (isObject(parsed)) return parsed;
  } catch {
    // Told below, in S3's words.
  }
  throw invalid('Invalid JSON.');
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseExpiration(value: unknown): number {
  const isDate =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(value);
  const time = isDate ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw invalid(`Invalid 'expiration' value: '${String(value)}'`);
  return time;
}

function parseCondition(condition: unknown): FieldCondition | SizeRange {
  if (isObject(condition)) return parseExactMatch(condition);
  if (!Array.isArray(condition) || condition.length !== 3) {
    throw invalid(`Invalid Condition: ${JSON.stringify(condition)}`);
  }
  const [operator, first, second]: readonly unknown[] = condition;
  const name = typeof operator === 'string' ? operator.toLowerCase() : '';
  if (name === 'content-length-range') return parseRange(first, second);
  const isField = typeof first === 'string' && first.startsWith('$') && typeof second === 'string';
  if ((name !== 'eq' && name !== 'starts-with') || !isField) {
    throw invalid(`Invalid Condition: ${JSON.stringify(condition)}`);
  }
  return { operator: name, field: first.slice(1).toLowerCase(), value: second };
}

function parseExactMatch(condition: { readonly [name: string]: unknown }): FieldCondition {
  const [pair, ...more] = Object.entries(condition);
  if (pair === undefined || more.length > 0) {
    throw invalid(
      'Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.',
    );
  }
  const [name, value] = pair;
  if (typeof value !== 'string') throw invalid('Invalid Simple-Condition: value must be a string.');
  return { operator: 'eq', field: name.toLowerCase(), value };
}

function parseRange(min: unknown, max: unknown): SizeRange {
  const [minBytes, maxBytes] = [parseSize(min), parseSize(max)];
  if (minBytes === undefined || maxBytes === undefined || minBytes > maxBytes) {
    throw invalid('Invalid content-length-range.');
  }
  return { minBytes, maxBytes };
}

function parseSize(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** The fields that make the signature itself, or that S3 does not look at. */
const exempt: ReadonlySet<string> = new Set([
  'awsaccesskeyid',
  'policy',
  'signature',
  'x-amz-signature',
]);

/** What S3 does not look at, and checksums, which can do no more than refuse the file. */
const ignored = /^x-(ignore|amz-checksum)-/;

/**
 * Hold a form to its policy: in time, each condition met, and no field that no condition speaks of.
 * @param bucket the bucket that the request addresses, whatever a field may say
 * @throws ServiceError AccessDenied (403)
 */
export function checkPostPolicy(
  policy: PostPolicy,
  fields: HeaderFields,
  bucket: string,
  nowMs: number,
): void {
  if (nowMs >= policy.expiresAtMs) throw denied('Policy expired.');
  const values = new Map([...fields.entries(), ['bucket', bucket]]);
  for (const { operator, field, value } of policy.conditions) {
    const given = values.get(field) ?? '';
    const isMet = operator === 'eq' ? given === value : given.startsWith(value);
    if (!isMet) {
      throw denied(`Policy Condition failed: ["${operator}", "$${field}", "${value}"]`);
    }
  }
  const covered = new Set(policy.conditions.map(({ field }) => field));
  const extra = [...values.keys()].filter(
    (name) => !covered.has(name) && !exempt.has(name) && !ignored.test(name),
  );
  if (extra.length > 0) throw denied(`Extra input fields: ${extra.join(', ')}`);
}

function denied(what: string): ServiceError {
  return new ServiceError('AccessDenied', { message: `Invalid according to Policy: ${what}` });
}
