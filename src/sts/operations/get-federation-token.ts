import { federatedUserArn } from '../../identity/arns.ts';
import { optional, structure, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import {
  checkSessionPolicy,
  issueCredentials,
  readPolicyArns,
  readSessionTags,
  sessionFacts,
} from '../issue.ts';
import {
  credentials,
  federatedName,
  minimumTokenSize,
  packedPolicySize,
  policyArns,
  sessionPolicy,
  sessionTags,
  tokenSizes,
  userDuration,
} from '../session-shapes.ts';

const defaultSeconds = 43_200;
/** Root's sessions last an hour, whatever was asked for. */
const rootSeconds = 3600;

export const getFederationToken = defineOperation({
  name: 'GetFederationToken',
  summary: 'Give temporary credentials to a federated user, within what the calling user may do.',
  input: {
    Name: federatedName,
    Policy: optional(sessionPolicy),
    PolicyArns: optional(policyArns),
    DurationSeconds: optional(userDuration),
    Tags: optional(sessionTags),
    MinimumSessionTokenSize: minimumTokenSize,
  },
  output: {
    Credentials: credentials,
    FederatedUser: structure({ FederatedUserId: text(), Arn: text() }),
    PackedPolicySize: packedPolicySize,
    ...tokenSizes,
  },
  errors: ['InvalidInput', 'MalformedPolicyDocument', 'PackedPolicyTooLarge', 'ValidationError'],
  authorize(input, { caller }) {
    const resource = federatedUserArn(caller.principal.accountId, input.Name);
    const context = sessionFacts({ tags: input.Tags });
    const needs = [{ action: 'sts:GetFederationToken', resource, context }];
    if ((input.Tags ?? []).length > 0) needs.push({ action: 'sts:TagSession', resource, context });
    return needs;
  },
  async handle({ input, fail, ...context }) {
    const { principal } = context.caller;
    checkSessionPolicy(input.Policy, fail);
    const asked = input.DurationSeconds ?? defaultSeconds;
    const session = {
      kind: 'federated-user',
      accountId: principal.accountId,
      principalId: principal.userId,
      sessionName: input.Name,
      policy: input.Policy,
      policyArns: readPolicyArns(input.PolicyArns, principal.accountId, fail),
      tags: readSessionTags(input.Tags, fail),
      transitiveTagKeys: [],
      chained: false,
      context: {},
    } as const;
    const settings = {
      durationSeconds: principal.kind === 'root' ? Math.min(asked, rootSeconds) : asked,
      minimumTokenSize: input.MinimumSessionTokenSize,
    };
    const { accountId } = principal;
    return {
      ...issueCredentials(context, session, settings, fail),
      FederatedUser: {
        FederatedUserId: `${accountId}:${input.Name}`,
        Arn: federatedUserArn(accountId, input.Name),
      },
    };
  },
});
