import { isPublicPolicy, type ParsedPolicy, parsePolicy } from '../../policy/index.ts';
import type { Bucket } from '../../store/buckets.ts';

/** AWS's limit of a bucket policy: 20 KB. */
export const maxPolicyBytes = 20 * 1024;

/** Parses the policy that a bucket is given. Ceph takes statements that can never apply. */
export function parseBucketPolicy(
  text: string,
  bucket: string,
  rules: 'aws' | 'ceph',
): ParsedPolicy {
  return parsePolicy(text, 'resource', { bucket, acceptUnusableStatements: rules === 'ceph' });
}

/** Parses a policy that was kept: it was good by the rules under which it was put. */
export function parseStoredPolicy(text: string): ParsedPolicy {
  return parsePolicy(text, 'resource', { acceptUnusableStatements: true });
}

/** Whether the policy of a bucket opens it to everyone. */
export function hasPublicPolicy(bucket: Pick<Bucket, 'name' | 'policy'>): boolean {
  if (bucket.policy === undefined) return false;
  const parsed = parseStoredPolicy(bucket.policy);
  return parsed.ok && isPublicPolicy(parsed.document);
}
