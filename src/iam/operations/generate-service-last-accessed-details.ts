import { createIdSource } from '../../identity/ids.ts';
import { oneOf, optional, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { findEntity } from '../held-policies.ts';
import { onEntity } from '../requirements.ts';
import { arn } from '../shapes/names.ts';

export const generateServiceLastAccessedDetails = defineOperation({
  name: 'GenerateServiceLastAccessedDetails',
  summary: 'Ask for a report on when an entity last used which service, or which action.',
  input: { Arn: arn, Granularity: optional(oneOf('SERVICE_LEVEL', 'ACTION_LEVEL')) },
  output: { JobId: optional(text()) },
  errors: ['NoSuchEntity'],
  authorize: ({ Arn }, context) => onEntity(context, 'iam:GenerateServiceLastAccessedDetails', Arn),
  async handle(args) {
    const { input, accountId, identities, clock, randomBytes, fail } = args;
    const entity = await findEntity(args, fail, input.Arn);
    const id = createIdSource(randomBytes).jobId();
    await identities.putAccessReportJob({
      jobId: id,
      accountId,
      entityArn: entity.arn,
      granularity: input.Granularity ?? 'SERVICE_LEVEL',
      createdAtMs: clock(),
    });
    return { JobId: id };
  },
});
