import { list, oneOf, optional, structure, text, timestamp } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { grantedServices } from '../granted-actions.ts';
import { findEntity } from '../held-policies.ts';
import { onAccount } from '../requirements.ts';
import { accessorsOf, documentsOf } from '../service-access.ts';
import { jobTimes, ownJob } from '../service-access-jobs.ts';
import { jobId } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageOfList, paging } from '../shapes/paging.ts';
import { describeServiceAccess, serviceLastAccessed } from '../shapes/service-access.ts';

export const getServiceLastAccessedDetails = defineOperation({
  name: 'GetServiceLastAccessedDetails',
  summary: 'Return a report on when an entity last used which service, or which action.',
  input: { JobId: jobId, ...paging },
  output: {
    JobStatus: oneOf('IN_PROGRESS', 'COMPLETED', 'FAILED'),
    JobType: optional(oneOf('SERVICE_LEVEL', 'ACTION_LEVEL')),
    JobCreationDate: timestamp('seconds'),
    ServicesLastAccessed: list('member', serviceLastAccessed),
    JobCompletionDate: timestamp('seconds'),
    ...pageEnd,
    Error: optional(structure({ Message: text(), Code: text() })),
  },
  errors: ['NoSuchEntity'],
  authorize: () => onAccount('iam:GetServiceLastAccessedDetails'),
  async handle(args) {
    const { input, fail } = args;
    const job = await ownJob(args, fail, input.JobId);
    const entity = await findEntity(args, fail, job.entityArn);
    const texts = await documentsOf(args, entity);
    const accessors = await accessorsOf(args, entity);
    const page = pageOfList(grantedServices(texts), input);
    const withActions = job.granularity === 'ACTION_LEVEL';
    return {
      ...jobTimes(job),
      JobType: job.granularity,
      ServicesLastAccessed: page.items.map((service) =>
        describeServiceAccess(accessors, service, withActions ? texts : undefined),
      ),
      ...pageEndOf(page),
    };
  },
});
