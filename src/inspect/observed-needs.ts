import type { IAMClient } from '@aws-sdk/client-iam';
import { type Activity, generatePolicy } from './policies/generate-policy.ts';
import { narrowPolicies } from './policies/narrow-policies.ts';
import { readServiceUse } from './read-service-use.ts';
import type { HeldPolicies, Subject } from './subject.ts';

/** The smaller policy that would have been enough for what was done. */
export interface ObservedNeeds {
  /**
   * `audit`: every decision is in the records, so that actions and places are known.
   * `last-accessed`: IAM tells which actions were used; where stays as it was granted.
   */
  readonly source: 'audit' | 'last-accessed';
  /** Of the audit: the requests that were looked at. */
  readonly requests?: number;
  /** The text of the policy; undefined where nothing was done that needs one. */
  readonly document: string | undefined;
}

/** What the audit records tell of somebody. */
export interface RecordedActivity {
  readonly activities: readonly Activity[];
  readonly requests: number;
}

/** Objects are told apart by the first folder of their keys. */
const depth = 1;

/** @throws where the policy would not permit what was done, which is a defect */
export function needsOfRecords(
  { activities, requests }: RecordedActivity,
  held: HeldPolicies,
): ObservedNeeds {
  if (activities.length === 0) return { source: 'audit', requests, document: undefined };
  const { principal } = held;
  const { document, refused } = generatePolicy(activities, { principal, depth });
  if (refused.length > 0) {
    throw new Error(`the policy does not permit ${refused[0]?.action} on ${refused[0]?.resource}`);
  }
  return { source: 'audit', requests, document };
}

/** @throws what the SDK throws */
export async function needsOfLastAccess(
  iam: IAMClient,
  subject: Subject,
  held: HeldPolicies,
): Promise<ObservedNeeds> {
  const { principal, identity } = held;
  const arn = principal.kind === 'role-session' ? principal.roleArn : principal.arn;
  const uses = await readServiceUse(iam, arn ?? subject.arn);
  return { source: 'last-accessed', document: narrowPolicies(identity, uses) };
}
