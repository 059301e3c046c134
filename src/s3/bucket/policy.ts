import { isPublicPolicy, type ParsedPolicy, parsePolicy } from '../../policy/index.ts';
import type { Bucket } from '../../store/buckets.ts';

/** AWS's limit of a bucket policy: 20 KB. */
export const maxPolicyBytes = 20 * 1024;

/** Parses the policy of a bucket; one that was kept is always good. */
export function parseBucketPolicy(text: string, bucket: string): ParsedPolicy {
  return parsePolicy(text, 'resource', { bucket });
}

/** Whether the policy of a bucket opens it to everyone. */
export function hasPublicPolicy(bucket: Pick<Bucket, 'name' | 'policy'>): boolean {
  if (bucket.policy === undefined) return false;
  const parsed = parsePolicy(bucket.policy, 'resource');
  return parsed.ok && isPublicPolicy(parsed.document);
}
