import { setTimeout as sleep } from 'node:timers/promises';
import {
  GenerateServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsCommand,
  type IAMClient,
  type ServiceLastAccessed,
} from '@aws-sdk/client-iam';
import type { ServiceUse } from './policies/narrow-policies.ts';

const pollMs = 500;
/** AWS makes the report within seconds. */
const maxPolls = 60;

/**
 * What a user or role used of what its policies allow: IAM's last-accessed report, action by action
 * where IAM keeps track of them.
 * @throws what the SDK throws, and where the report is not made in half a minute
 */
export async function readServiceUse(iam: IAMClient, Arn: string): Promise<ServiceUse[]> {
  const asked = { Arn, Granularity: 'ACTION_LEVEL' } as const;
  const { JobId } = await iam.send(new GenerateServiceLastAccessedDetailsCommand(asked));
  const found: ServiceLastAccessed[] = [];
  let Marker: string | undefined;
  for (let poll = 0; poll < maxPolls; ) {
    const page = await iam.send(new GetServiceLastAccessedDetailsCommand({ JobId, Marker }));
    if (page.JobStatus === 'FAILED') throw new Error(page.Error?.Message ?? 'IAM made no report');
    if (page.JobStatus === 'IN_PROGRESS') {
      poll += 1;
      await sleep(pollMs);
      continue;
    }
    found.push(...(page.ServicesLastAccessed ?? []));
    if (!page.IsTruncated) return found.map(useOf);
    Marker = page.Marker;
  }
  throw new Error('IAM did not make its last-accessed report in time; try again');
}

function useOf(told: ServiceLastAccessed): ServiceUse {
  const { ServiceNamespace: service = '', LastAuthenticated } = told;
  const actions = (told.TrackedActionsLastAccessed ?? []).map(
    ({ ActionName = '', LastAccessedTime }) =>
      [`${service}:${ActionName}`.toLowerCase(), LastAccessedTime !== undefined] as const,
  );
  return { service, isUsed: LastAuthenticated !== undefined, actions: new Map(actions) };
}
