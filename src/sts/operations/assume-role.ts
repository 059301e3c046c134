import { assumedRoleArn, parseIamArn } from '../../identity/arns.ts';
import type { Requirement } from '../../operation/requirement.ts';
import { optional, text } from '../../operation/shape.ts';
import type { Tag } from '../../store/identities.ts';
import { defineOperation, type StsContext } from '../define.ts';
import { checkSessionPolicy, issueCredentials, readSessionTags, sessionFacts } from '../issue.ts';
import {
  assumedRoleUser,
  credentials,
  externalId,
  packedPolicySize,
  policyArns,
  roleArnText,
  roleDuration,
  sessionName,
  sessionPolicy,
  sessionTags,
  sourceIdentity,
  transitiveTagKeys,
} from '../session-shapes.ts';

const defaultSeconds = 3600;
/** A session that assumes a role gets an hour at most ("Role chaining"). */
const chainedSeconds = 3600;

export const assumeRole = defineOperation({
  name: 'AssumeRole',
  summary: 'Give temporary credentials of a role to a caller whom its trust policy names.',
  input: {
    RoleArn: roleArnText,
    RoleSessionName: sessionName,
    PolicyArns: optional(policyArns),
    Policy: optional(sessionPolicy),
    DurationSeconds: optional(roleDuration),
    Tags: optional(sessionTags),
    TransitiveTagKeys: optional(transitiveTagKeys),
    ExternalId: optional(externalId),
    SourceIdentity: optional(sourceIdentity),
  },
  output: {
    Credentials: credentials,
    AssumedRoleUser: assumedRoleUser,
    PackedPolicySize: packedPolicySize,
    SourceIdentity: optional(text()),
  },
  errors: [
    'AccessDenied',
    'InvalidInput',
    'MalformedPolicyDocument',
    'PackedPolicyTooLarge',
    'ValidationError',
  ],
  authorize(input, context) {
    const identity = input.SourceIdentity ?? context.caller.principal.sourceIdentity;
    const facts = sessionFacts({
      tags: input.Tags,
      transitive: input.TransitiveTagKeys,
      roleSessionName: input.RoleSessionName,
      externalId: input.ExternalId,
      sourceIdentity: input.SourceIdentity,
    });
    const need = (action: string): Requirement => ({
      action,
      resource: input.RoleArn,
      context: facts,
    });
    const needs = [need('sts:AssumeRole')];
    const inherited = inheritedTags(context).length > 0;
    if ((input.Tags ?? []).length > 0 || inherited) needs.push(need('sts:TagSession'));
    if (identity !== undefined) needs.push(need('sts:SetSourceIdentity'));
    return needs;
  },
  async handle({ input, fail, ...context }) {
    const { caller, identities } = context;
    const arn = parseIamArn(input.RoleArn);
    const role = arn?.kind === 'role' ? await identities.role(arn.accountId, arn.name) : undefined;
    if (role === undefined) return fail('AccessDenied');
    const chained = caller.principal.kind === 'role-session';
    const seconds = input.DurationSeconds ?? defaultSeconds;
    const tooLong = durationProblem(seconds, role.maxSessionDurationSeconds, chained);
    if (tooLong !== undefined) return fail('ValidationError', { message: tooLong });
    const identity = input.SourceIdentity ?? caller.principal.sourceIdentity;
    if ((caller.principal.sourceIdentity ?? identity) !== identity) {
      return fail('ValidationError', { message: 'The source identity cannot be changed.' });
    }
    checkSessionPolicy(input.Policy, fail);
    const inherited = inheritedTags(context);
    const own = readSessionTags(input.Tags, fail);
    const overridden = overriddenKey(own, inherited);
    if (overridden !== undefined) {
      return fail('InvalidInput', {
        message: `The session tag ${overridden} is inherited from the calling session and cannot be set.`,
      });
    }
    const session = {
      kind: 'assumed-role',
      accountId: role.accountId,
      principalId: role.roleId,
      sessionName: input.RoleSessionName,
      policy: input.Policy,
      policyArns: (input.PolicyArns ?? []).map((descriptor) => descriptor.arn),
      tags: [...inherited, ...own],
      transitiveTagKeys: [...inherited.map(({ key }) => key), ...(input.TransitiveTagKeys ?? [])],
      sourceIdentity: identity,
      chained,
      context: {},
    } as const;
    return {
      ...issueCredentials(context, session, seconds, fail),
      AssumedRoleUser: {
        AssumedRoleId: `${role.roleId}:${input.RoleSessionName}`,
        Arn: assumedRoleArn(role.accountId, role.roleName, input.RoleSessionName),
      },
      SourceIdentity: identity,
    };
  },
});

function durationProblem(seconds: number, roleMax: number, chained: boolean): string | undefined {
  if (chained && seconds > chainedSeconds) {
    return 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining';
  }
  if (seconds <= roleMax) return undefined;
  return 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
}

/** The transitive tags of the session that asks: they pass on to the new one, unchangeable. */
function inheritedTags({ caller }: StsContext): readonly Tag[] {
  const keys = caller.credential?.sessionContext.get('transitive-tag-keys') ?? [];
  const wanted = new Set(typeof keys === 'string' ? [keys] : keys);
  const tags = [...(caller.principal.tags ?? [])].filter(([key]) => wanted.has(key));
  return tags.map(([key, value]) => ({ key, value }));
}

/** A transitive tag of the calling session stays as it is. */
function overriddenKey(own: readonly Tag[], inherited: readonly Tag[]): string | undefined {
  const fixed = new Set(inherited.map(({ key }) => key.toLowerCase()));
  return own.find(({ key }) => fixed.has(key.toLowerCase()))?.key;
}
