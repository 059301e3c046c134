import { list, oneOf, optional, structure, text, timestamp } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { findEntity } from '../held-policies.ts';
import { onAccount } from '../requirements.ts';
import { type Accessor, accessorsOf, NewestAccesses } from '../service-access.ts';
import { jobTimes, ownJob } from '../service-access-jobs.ts';
import { jobId } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageOfList, paging } from '../shapes/paging.ts';
import { entityDetails } from '../shapes/service-access.ts';

export const getServiceLastAccessedDetailsWithEntities = defineOperation({
  name: 'GetServiceLastAccessedDetailsWithEntities',
  summary: 'Return who of those whom a report is on last used a service.',
  input: {
    JobId: jobId,
    ServiceNamespace: text({ minLength: 1, maxLength: 64 }),
    ...paging,
  },
  output: {
    JobStatus: oneOf('IN_PROGRESS', 'COMPLETED', 'FAILED'),
    JobCreationDate: timestamp('seconds'),
    JobCompletionDate: timestamp('seconds'),
    EntityDetailsList: list('member', entityDetails),
    ...pageEnd,
    Error: optional(structure({ Message: text(), Code: text() })),
  },
  errors: ['NoSuchEntity'],
  authorize: () => onAccount('iam:GetServiceLastAccessedDetailsWithEntities'),
  async handle(args) {
    const { input, fail } = args;
    const job = await ownJob(args, fail, input.JobId);
    const entity = await findEntity(args, fail, job.entityArn);
    const page = pageOfList(await accessorsOf(args, entity), input);
    const lastUse = (accessor: Accessor) =>
      new NewestAccesses([accessor]).of(input.ServiceNamespace)?.access.lastAtMs;
    return {
      ...jobTimes(job),
      EntityDetailsList: page.items.map((accessor) => ({
        EntityInfo: {
          Arn: accessor.arn,
          Name: accessor.name,
          Type: accessor.kind === 'user' ? ('USER' as const) : ('ROLE' as const),
          Id: accessor.id,
          Path: accessor.path,
        },
        LastAuthenticated: lastUse(accessor),
      })),
      ...pageEndOf(page),
    };
  },
});
