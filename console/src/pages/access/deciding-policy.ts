import { groupsOfUser } from '../../api/iam/groups.ts';
import {
  attachedPolicies,
  getPolicy,
  type Holder,
  inlinePolicyDocument,
  policyDocument,
} from '../../api/iam/policies.ts';
import type { MatchedStatement } from '../../api/iam/simulation.ts';
import type { Principal } from './principal.ts';

/** A statement that decided, within the text of its policy. */
export interface DecidingPolicy {
  readonly name: string;
  readonly text: string;
  readonly firstLine: number;
  readonly lastLine: number;
}

async function holdersOf({ kind, name }: Principal): Promise<readonly Holder[]> {
  const own = { kind, name };
  if (kind !== 'User') return [own];
  const groups = await groupsOfUser(name);
  return [own, ...groups.map((group) => ({ kind: 'Group', name: group.groupName }) as const)];
}

/** The text that a simulation calls so: `user_NAME_POLICY` inline, or the name of a managed one. */
async function textOf(
  principal: Principal,
  { policyId, policyType }: MatchedStatement,
): Promise<string | undefined> {
  for (const holder of await holdersOf(principal)) {
    const prefix = `${holder.kind.toLowerCase()}_${holder.name}_`;
    if (policyType === holder.kind.toLowerCase() && policyId.startsWith(prefix)) {
      return inlinePolicyDocument(holder, policyId.slice(prefix.length));
    }
    const attached = await attachedPolicies(holder);
    const found = attached.find(({ policyName }) => policyName === policyId);
    if (found !== undefined) {
      const { defaultVersionId } = await getPolicy(found.arn);
      return policyDocument(found.arn, defaultVersionId);
    }
  }
  return undefined;
}

/**
 * The policies whose statements decided a simulated request.
 * @param bucketPolicy what was simulated as the resource's policy
 */
export async function decidingPolicies(
  principal: Principal,
  statements: readonly MatchedStatement[],
  bucketPolicy: string | undefined,
): Promise<readonly DecidingPolicy[]> {
  const found = statements.map(async (statement) => {
    const isOfBucket = /resource/i.test(statement.policyType);
    const text = isOfBucket ? bucketPolicy : await textOf(principal, statement);
    if (text === undefined) return [];
    const name = isOfBucket ? 'Bucket policy' : statement.policyId;
    return [{ name, text, firstLine: statement.start.line, lastLine: statement.end.line }];
  });
  return (await Promise.all(found)).flat();
}
