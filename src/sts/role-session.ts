import { assumedRoleArn, parseIamArn } from '../identity/arns.ts';
import type { SessionGrant } from '../identity/session-token.ts';
import type { Fail } from '../operation/operation.ts';
import type { Requirement } from '../operation/requirement.ts';
import type { Role, Tag } from '../store/identities.ts';
import type { StsContext } from './define.ts';
import {
  checkSessionPolicy,
  checkTransitiveKeys,
  issueCredentials,
  readPolicyArns,
} from './issue.ts';

const defaultSeconds = 3600;
/** A session that assumes a role gets an hour at most ("Role chaining"). */
const chainedSeconds = 3600;

/** What the caller of an AssumeRole operation asks for. */
export interface RoleSessionRequest {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly PolicyArns?: readonly { readonly arn: string }[] | undefined;
  readonly Policy?: string | undefined;
  readonly DurationSeconds?: number | undefined;
  readonly MinimumSessionTokenSize?: number | undefined;
}

/** What the session carries besides, by the way in which the role is assumed. */
export type RoleSessionFacts = Pick<
  SessionGrant,
  'tags' | 'transitiveTagKeys' | 'sourceIdentity' | 'federatedProvider' | 'chained' | 'context'
>;

/** The trust that a session with tags or a source identity needs, besides that of its own action. */
export function sessionRequirements(
  action: string,
  resource: string,
  context: ReadonlyMap<string, string | readonly string[]>,
  { isTagged, hasSourceIdentity }: { isTagged: boolean; hasSourceIdentity: boolean },
): readonly Requirement[] {
  const actions = [action];
  if (isTagged) actions.push('sts:TagSession');
  if (hasSourceIdentity) actions.push('sts:SetSourceIdentity');
  return actions.map((name) => ({ action: name, resource, context }));
}

/** The role that an ARN names; it was authorized, so it is there but for a race. */
export async function roleOfArn(
  { identities }: StsContext,
  resource: string,
): Promise<Role | undefined> {
  const arn = parseIamArn(resource);
  return arn?.kind === 'role' ? identities.role(arn.accountId, arn.name) : undefined;
}

/**
 * Makes the credentials of a role's session.
 * @throws ServiceError MalformedPolicyDocument, PackedPolicyTooLarge, ValidationError
 */
export function issueRoleSession(
  context: StsContext,
  role: Role,
  asked: RoleSessionRequest,
  facts: RoleSessionFacts,
  fail: Fail<'MalformedPolicyDocument' | 'PackedPolicyTooLarge' | 'ValidationError'>,
) {
  const seconds = asked.DurationSeconds ?? defaultSeconds;
  const tooLong = durationProblem(seconds, role.maxSessionDurationSeconds, facts.chained);
  if (tooLong !== undefined) fail('ValidationError', { message: tooLong });
  checkSessionPolicy(asked.Policy, fail);
  checkTransitiveKeys(facts.transitiveTagKeys, facts.tags, fail);
  const session = {
    kind: 'assumed-role',
    accountId: role.accountId,
    principalId: role.roleId,
    sessionName: asked.RoleSessionName,
    policy: asked.Policy,
    policyArns: readPolicyArns(asked.PolicyArns, role.accountId, fail),
    ...facts,
  } as const;
  const settings = { durationSeconds: seconds, minimumTokenSize: asked.MinimumSessionTokenSize };
  return {
    ...issueCredentials(context, session, settings, fail),
    AssumedRoleUser: {
      AssumedRoleId: `${role.roleId}:${asked.RoleSessionName}`,
      Arn: assumedRoleArn(role.accountId, role.roleName, asked.RoleSessionName),
    },
  };
}

function durationProblem(seconds: number, roleMax: number, chained: boolean): string | undefined {
  if (chained && seconds > chainedSeconds) {
    return 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining';
  }
  if (seconds <= roleMax) return undefined;
  return 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
}

/** The session tags of a request as trust policies see them. */
export function tagInputs(tags: readonly Tag[]): readonly { Key: string; Value: string }[] {
  return tags.map(({ key, value }) => ({ Key: key, Value: value }));
}
