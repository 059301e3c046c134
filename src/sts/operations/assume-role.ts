import { optional, text } from '../../operation/shape.ts';
import type { Tag } from '../../store/identities.ts';
import { defineOperation, type StsContext } from '../define.ts';
import { readSessionTags, refuseMfa, sessionFacts } from '../issue.ts';
import { issueRoleSession, roleOfArn, sessionRequirements } from '../role-session.ts';
import {
  assumedRoleUser,
  credentials,
  externalId,
  minimumTokenSize,
  packedPolicySize,
  policyArns,
  providedContexts,
  roleArnText,
  roleDuration,
  serialNumber,
  sessionName,
  sessionPolicy,
  sessionTags,
  sourceIdentity,
  tokenCode,
  tokenSizes,
  transitiveTagKeys,
} from '../session-shapes.ts';

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
    SerialNumber: optional(serialNumber),
    TokenCode: optional(tokenCode),
    SourceIdentity: optional(sourceIdentity),
    ProvidedContexts: optional(providedContexts),
    MinimumSessionTokenSize: minimumTokenSize,
  },
  output: {
    Credentials: credentials,
    AssumedRoleUser: assumedRoleUser,
    PackedPolicySize: packedPolicySize,
    SourceIdentity: optional(text()),
    ...tokenSizes,
  },
  errors: [
    'AccessDenied',
    'InvalidInput',
    'MalformedPolicyDocument',
    'PackedPolicyTooLarge',
    'ValidationError',
  ],
  authorize(input, context) {
    const facts = sessionFacts({
      tags: input.Tags,
      transitive: input.TransitiveTagKeys,
      roleSessionName: input.RoleSessionName,
      externalId: input.ExternalId,
      sourceIdentity: input.SourceIdentity,
    });
    const identity = input.SourceIdentity ?? context.caller.principal.sourceIdentity;
    return sessionRequirements('sts:AssumeRole', input.RoleArn, facts, {
      isTagged: (input.Tags ?? []).length > 0 || inheritedTags(context).length > 0,
      hasSourceIdentity: identity !== undefined,
    });
  },
  async handle({ input, fail, ...context }) {
    refuseMfa(input, fail);
    if ((input.ProvidedContexts ?? []).length > 0) {
      return fail('ValidationError', { message: 'There are no context providers here.' });
    }
    const { principal } = context.caller;
    const role = await roleOfArn(context, input.RoleArn);
    if (role === undefined) return fail('AccessDenied');
    const identity = input.SourceIdentity ?? principal.sourceIdentity;
    if ((principal.sourceIdentity ?? identity) !== identity) {
      return fail('ValidationError', { message: 'The source identity cannot be changed.' });
    }
    const inherited = inheritedTags(context);
    const own = readSessionTags(input.Tags, fail);
    const overridden = overriddenKey(own, inherited);
    if (overridden !== undefined) {
      return fail('InvalidInput', {
        message: `The session tag ${overridden} is inherited from the calling session and cannot be set.`,
      });
    }
    const facts = {
      tags: [...inherited, ...own],
      transitiveTagKeys: [...inherited.map(({ key }) => key), ...(input.TransitiveTagKeys ?? [])],
      sourceIdentity: identity,
      chained: principal.kind === 'role-session',
      context: {},
    };
    const issued = issueRoleSession(context, role, input, facts, fail);
    return { ...issued, SourceIdentity: identity };
  },
});

/** The transitive tags of the session that asks: they pass on to the new one, unchangeable. */
function inheritedTags({ caller }: StsContext): readonly Tag[] {
  const keys = caller.credential?.sessionContext.get('transitive-tag-keys') ?? [];
  const wanted = new Set([keys].flat().map((key) => key.toLowerCase()));
  const tags = [...(caller.principal.tags ?? [])];
  return tags
    .filter(([key]) => wanted.has(key.toLowerCase()))
    .map(([key, value]) => ({ key, value }));
}

/** A transitive tag of the calling session stays as it is. */
function overriddenKey(own: readonly Tag[], inherited: readonly Tag[]): string | undefined {
  const fixed = new Set(inherited.map(({ key }) => key.toLowerCase()));
  return own.find(({ key }) => fixed.has(key.toLowerCase()))?.key;
}
