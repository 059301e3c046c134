import { parseRange } from '../conditions/addresses.ts';
import { parseOperator } from '../conditions/operators.ts';
import { parseArn } from '../document/arn.ts';
import type { Condition, PolicyDocument, Statement } from '../document/policy-document.ts';

/**
 * Keys that, held to fixed values, keep a statement for everyone from being public (S3 user guide).
 */
const RESTRICTING_KEYS = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
]);

const RESTRICTING_OPERATORS = new Set([
  'StringEquals',
  'StringEqualsIgnoreCase',
  'StringLike',
  'ArnEquals',
  'ArnLike',
]);

/** Shorter prefixes cover too much of the world to be called a restriction. */
const SHORTEST_V4_PREFIX = 8;
const SHORTEST_V6_PREFIX = 32;
const V4_GROUPS = 2;

/**
 * Whether a bucket policy is public in S3's meaning (GetBucketPolicyStatus, BlockPublicPolicy,
 * RestrictPublicBuckets): some Allow is neither for named principals nor restricted to fixed values
 * of a key that says who or from where. What Deny statements take away does not count.
 */
export function isPublicPolicy(document: PolicyDocument): boolean {
  return document.statements.some(isPublicStatement);
}

function isPublicStatement({ effect, principal, conditions }: Statement): boolean {
  if (effect === 'Deny' || principal === undefined) return false;
  if (!principal.everyone && !principal.negated) return false;
  return !conditions.some(isRestriction);
}

function isRestriction({ operator, key, values }: Condition): boolean {
  const parsed = parseOperator(operator);
  if (parsed === undefined || parsed.negated || parsed.ifExists) return false;
  if (parsed.set === 'ForAllValues' || values.length === 0) return false;
  const name = key.toLowerCase();
  if (name === 'aws:sourceip') return parsed.name === 'IpAddress' && values.every(isNarrow);
  if (!RESTRICTING_KEYS.has(name) || !RESTRICTING_OPERATORS.has(parsed.name)) return false;
  return values.every((value) => isFixed(name, value));
}

function isNarrow(value: string): boolean {
  const range = parseRange(value);
  if (range === undefined) return false;
  const isV4 = range.groups.length === V4_GROUPS;
  return range.bits >= (isV4 ? SHORTEST_V4_PREFIX : SHORTEST_V6_PREFIX);
}

function isFixed(key: string, value: string): boolean {
  if (key === 's3:dataaccesspointarn') {
    // The name of the access point may vary as long as its account is fixed.
    const arn = parseArn(value);
    return arn !== undefined && !hasWildcard(arn.account) && arn.account !== '';
  }
  return !hasWildcard(value);
}

function hasWildcard(value: string): boolean {
  return value.includes('*') || value.includes('?') || value.includes('${');
}
