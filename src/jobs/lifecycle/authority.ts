import type { Requirement, ResourceAccess } from '../../operation/requirement.ts';
import { type CompiledPolicy, compilePolicy, parsePolicy } from '../../policy/index.ts';
import { bucketArn, objectArn } from '../../s3/arn.ts';
import type { KeptLifecycle, LifecycleRule } from '../../s3/configurations/lifecycle.ts';
import type { Bucket } from '../../store/buckets.ts';
import { enabledRules } from './plan.ts';

/** Whom the audit shows as the one who acts. */
export const lifecycleService = 'lifecycle.s3.amazonaws.com';

/** What each kind of action in a rule permits, and nothing else. */
const actionsOf: readonly (readonly [keyof LifecycleRule, readonly string[]])[] = [
  ['Expiration', ['s3:DeleteObject', 's3:DeleteObjectVersion']],
  ['NoncurrentVersionExpiration', ['s3:DeleteObjectVersion']],
  ['Transition', ['s3:PutObject']],
  ['NoncurrentVersionTransition', ['s3:PutObject']],
  ['AbortIncompleteMultipartUpload', ['s3:AbortMultipartUpload']],
];

/**
 * What the lifecycle of a bucket lets the service do: the configuration itself is the grant, since
 * whoever put it was allowed to. The policy of the bucket has no say, not even by a Deny: S3 works
 * so, because a lifecycle would otherwise stop without anyone being told.
 */
export function lifecycleAccess(
  bucket: Bucket,
  lifecycle: KeptLifecycle,
): (requirement: Requirement) => ResourceAccess {
  const policy = authorityOf(bucket, lifecycle);
  return () => ({
    accountId: bucket.accountId,
    policy,
    context: () => undefined,
    accessControlList: () => undefined,
  });
}

function authorityOf(bucket: Bucket, lifecycle: KeptLifecycle): CompiledPolicy | undefined {
  const actions = enabledRules(lifecycle).flatMap((rule) =>
    actionsOf.flatMap(([kind, permitted]) => (rule[kind] === undefined ? [] : permitted)),
  );
  if (actions.length === 0) return undefined;
  const statement = {
    Effect: 'Allow',
    Principal: { Service: lifecycleService },
    Action: [...new Set(actions)],
    Resource: objectArn(bucket.name, '*'),
  };
  const text = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const parsed = parsePolicy(text, 'resource', { bucket: bucket.name });
  if (!parsed.ok) throw new Error(`A lifecycle's own policy cannot be read: ${parsed.message}`);
  return compilePolicy(parsed.document, {
    kind: 'resource',
    attachedTo: bucketArn(bucket.name),
    name: 'lifecycle configuration',
  });
}
