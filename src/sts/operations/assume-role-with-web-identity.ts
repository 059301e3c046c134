import { parseIamArn } from '../../identity/arns.ts';
import { optional, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { readSessionTags, sessionFacts } from '../issue.ts';
import { issueRoleSession, roleOfArn, sessionRequirements, tagInputs } from '../role-session.ts';
import {
  assumedRoleUser,
  credentials,
  minimumTokenSize,
  packedPolicySize,
  policyArns,
  roleArnText,
  roleDuration,
  sessionName,
  sessionPolicy,
  tokenSizes,
  webIdentityToken,
} from '../session-shapes.ts';
import { verifyToken } from '../web-identity/verify-token.ts';

export const assumeRoleWithWebIdentity = defineOperation({
  name: 'AssumeRoleWithWebIdentity',
  summary: 'Give temporary credentials of a role to whom a trusted identity provider vouches for.',
  input: {
    RoleArn: roleArnText,
    RoleSessionName: sessionName,
    WebIdentityToken: webIdentityToken,
    ProviderId: optional(text({ minLength: 4, maxLength: 2048 })),
    PolicyArns: optional(policyArns),
    Policy: optional(sessionPolicy),
    DurationSeconds: optional(roleDuration),
    MinimumSessionTokenSize: minimumTokenSize,
  },
  output: {
    Credentials: credentials,
    SubjectFromWebIdentityToken: text(),
    AssumedRoleUser: assumedRoleUser,
    PackedPolicySize: packedPolicySize,
    Provider: text(),
    Audience: text(),
    SourceIdentity: optional(text()),
    ...tokenSizes,
  },
  errors: [
    'AccessDenied',
    'InvalidIdentityToken',
    'InvalidInput',
    'MalformedPolicyDocument',
    'PackedPolicyTooLarge',
    'ValidationError',
  ],
  // The token is verified before anything is said about the role, whether or not there is one.
  prove: ({ RoleArn, WebIdentityToken }, context) =>
    verifyToken(WebIdentityToken, parseIamArn(RoleArn)?.accountId ?? '', context),
  authorize(input, { caller: { webIdentity } }) {
    const tags = webIdentity?.tags ?? [];
    const sourceIdentity = webIdentity?.sourceIdentity;
    const facts = sessionFacts({
      tags: tagInputs(tags),
      transitive: webIdentity?.transitiveTagKeys,
      roleSessionName: input.RoleSessionName,
      sourceIdentity,
    });
    return sessionRequirements('sts:AssumeRoleWithWebIdentity', input.RoleArn, facts, {
      isTagged: tags.length > 0,
      hasSourceIdentity: sourceIdentity !== undefined,
    });
  },
  async handle({ input, fail, ...context }) {
    const { webIdentity } = context.caller;
    const role = await roleOfArn(context, input.RoleArn);
    if (role === undefined || webIdentity === undefined) return fail('AccessDenied');
    if (input.ProviderId !== undefined) {
      // Only the OAuth 2.0 access tokens of a few companies come with one.
      return fail('InvalidIdentityToken', {
        message: 'ProviderId is not used with the ID tokens of OpenID Connect.',
      });
    }
    const { providerArn, sourceIdentity, subject, audience, facts } = webIdentity;
    const single = [...facts].flatMap(([key, fact]) =>
      typeof fact === 'string' ? [[key, fact] as const] : [],
    );
    const session = {
      tags: readSessionTags(tagInputs(webIdentity.tags), fail),
      transitiveTagKeys: webIdentity.transitiveTagKeys,
      sourceIdentity,
      federatedProvider: providerArn,
      chained: false,
      context: Object.fromEntries(single),
    };
    return {
      ...issueRoleSession(context, role, input, session, fail),
      SubjectFromWebIdentityToken: subject,
      Provider: providerArn,
      Audience: audience,
      SourceIdentity: sourceIdentity,
    };
  },
});
