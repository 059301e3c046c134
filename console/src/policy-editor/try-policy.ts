import {
  type LeftOut,
  type MatchedStatement,
  type SimulationResult,
  simulateCustomPolicy,
  simulatePrincipalPolicy,
} from '../api/iam/simulation.ts';
import { getBucketPolicy } from '../api/s3/bucket-access.ts';
import { ServiceError } from '../api/service-error.ts';
import type { Principal } from '../pages/access/principal.ts';
import { requestedResource } from '../pages/access/requested-resource.ts';
import type { LineRange } from './marked-lines.ts';

/** What the text that is written is for. */
export interface TriedPolicy {
  readonly kind: 'identity' | 'resource';
  readonly text: string;
  /** The policy that it takes the place of: who has that one is asked about without it. */
  readonly replaces: LeftOut | undefined;
}

/** A request that somebody might send. */
export interface TriedRequest {
  /** Undefined is somebody who has this policy and nothing else. */
  readonly principal: Principal | undefined;
  readonly action: string;
  readonly bucket: string;
  readonly key: string;
}

/** What came of it. */
export interface Trial {
  readonly result: SimulationResult;
  readonly principal: Principal | undefined;
  readonly bucketPolicy: string | undefined;
}

/** The policy of the bucket counts for users and roles, as it would in a request. */
async function policyOfBucket({ principal, bucket }: TriedRequest): Promise<string | undefined> {
  if (bucket === '' || principal === undefined || principal.kind === 'Group') return undefined;
  return getBucketPolicy(bucket);
}

/** Decides a request as if the text were in force already. @throws ServiceError */
export async function tryPolicy(policy: TriedPolicy, request: TriedRequest): Promise<Trial> {
  const { principal, action, bucket, key } = request;
  const resource = requestedResource(action, bucket, key);
  if (policy.kind === 'identity' && principal === undefined) {
    const found = await simulateCustomPolicy([policy.text], [action], [resource]);
    return trialOf(found, principal, undefined);
  }
  const isOfBucket = policy.kind === 'resource';
  const bucketPolicy = isOfBucket ? policy.text : await policyOfBucket(request);
  const found = await simulatePrincipalPolicy({
    policySourceArn: principal?.arn ?? '',
    policies: isOfBucket ? undefined : [policy.text],
    without: policy.replaces,
    actions: [action],
    resources: [resource],
    resourcePolicy: resource === '*' ? undefined : bucketPolicy,
  });
  return trialOf(found, principal, bucketPolicy);
}

function trialOf(
  [result]: readonly SimulationResult[],
  principal: Principal | undefined,
  bucketPolicy: string | undefined,
): Trial {
  if (result !== undefined) return { result, principal, bucketPolicy };
  throw new ServiceError('UnreadableAnswer', 'The simulation answered with no result.', 200);
}

/** Whether a statement that decided stands in the text that is written. */
export function isOwn(kind: TriedPolicy['kind'], statement: MatchedStatement): boolean {
  return kind === 'resource'
    ? statement.policyType === 'resource'
    : statement.policyId.startsWith('PolicyInputList.');
}

/** The lines of the text whose statements decided. */
export function decidingLines(
  kind: TriedPolicy['kind'],
  { statements }: SimulationResult,
): readonly LineRange[] {
  return statements
    .filter((statement) => isOwn(kind, statement))
    .map(({ start, end }) => ({ first: start.line, last: end.line }));
}
