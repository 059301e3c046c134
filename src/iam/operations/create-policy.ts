import { policyArn } from '../../identity/arns.ts';
import { createIdSource } from '../../identity/ids.ts';
import { optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { checkManagedPolicy } from '../documents.ts';
import { expectCreated } from '../outcomes.ts';
import { onNew } from '../requirements.ts';
import { policyDescription, policyDocument, policyName, policyPath } from '../shapes/names.ts';
import { describePolicy, fullPolicy } from '../shapes/policy.ts';
import { readTags, tags } from '../shapes/tags.ts';

export const createPolicy = defineOperation({
  name: 'CreatePolicy',
  summary: 'Create a managed policy with its first version.',
  input: {
    PolicyName: policyName,
    Path: optional(policyPath),
    PolicyDocument: policyDocument,
    Description: optional(policyDescription),
    Tags: optional(tags),
  },
  output: { Policy: optional(fullPolicy) },
  errors: ['EntityAlreadyExists', 'InvalidInput', 'LimitExceeded', 'MalformedPolicyDocument'],
  authorize: ({ PolicyName, Path = '/', Tags }, { accountId }) =>
    onNew('iam:CreatePolicy', 'iam:TagPolicy', policyArn(accountId, Path, PolicyName), Tags),
  async handle({ input, accountId, identities, clock, randomBytes, fail }) {
    checkManagedPolicy(fail, input.PolicyDocument);
    const { PolicyName, Path = '/' } = input;
    const created = await identities.createPolicy({
      accountId,
      policyId: createIdSource(randomBytes).id('policy'),
      policyName: PolicyName,
      path: Path,
      arn: policyArn(accountId, Path, PolicyName),
      description: input.Description,
      document: input.PolicyDocument,
      createdAtMs: clock(),
      tags: readTags(fail, input.Tags),
    });
    return { Policy: describePolicy(expectCreated(fail, created)) };
  },
});
