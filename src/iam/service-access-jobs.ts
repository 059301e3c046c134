import type { Fail } from '../operation/operation.ts';
import type { AccessReportJob } from '../store/identities.ts';
import type { IamContext } from './define.ts';
import { missing, refuse } from './outcomes.ts';

/** A job of the caller's account. */
export async function ownJob(
  { accountId, identities }: IamContext,
  fail: Fail<'NoSuchEntity'>,
  jobId: string,
): Promise<AccessReportJob> {
  const job = await identities.accessReportJob(accountId, jobId);
  const message = `The job with id ${jobId} cannot be found.`;
  return job ?? refuse(fail, missing('report', jobId), message);
}

/** The answer is computed when it is asked for, so every job is complete at once. */
export function jobTimes({ createdAtMs }: AccessReportJob) {
  return {
    JobStatus: 'COMPLETED',
    JobCreationDate: createdAtMs,
    JobCompletionDate: createdAtMs,
  } as const;
}
