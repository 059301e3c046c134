import { callQuery, type QueryValue } from '../query.ts';
import type { XmlNode } from '../xml.ts';

/** When something was last used; undefined for not within the last 400 days. */
export interface LastUse {
  readonly name: string;
  readonly last: Date | undefined;
  /** The ARN of who used it. */
  readonly by: string | undefined;
}

/** A service that policies grant, with each action of it that they grant. */
export interface ServiceUse extends LastUse {
  readonly actions: readonly LastUse[];
}

function readAction(node: XmlNode): LastUse {
  return {
    name: node.text('ActionName'),
    last: node.date('LastAccessedTime'),
    by: node.optional('LastAccessedEntity'),
  };
}

function readService(node: XmlNode): ServiceUse {
  return {
    name: node.text('ServiceNamespace'),
    last: node.date('LastAuthenticated'),
    by: node.optional('LastAuthenticatedEntity'),
    actions: node.list('TrackedActionsLastAccessed', readAction),
  };
}

/**
 * What the policies of a user, group or role grant, or a policy itself, and when it was last used.
 * @throws ServiceError
 */
export async function servicesLastAccessed(arn: string): Promise<readonly ServiceUse[]> {
  const input = { Arn: arn, Granularity: 'ACTION_LEVEL' };
  const job = await callQuery('iam', 'GenerateServiceLastAccessedDetails', input);
  const found: ServiceUse[] = [];
  let marker: string | undefined;
  do {
    const page: Readonly<Record<string, QueryValue>> = {
      JobId: job.text('JobId'),
      Marker: marker,
      MaxItems: 1_000,
    };
    const result = await callQuery('iam', 'GetServiceLastAccessedDetails', page);
    found.push(...result.list('ServicesLastAccessed', readService));
    marker = result.flag('IsTruncated') ? result.optional('Marker') : undefined;
  } while (marker !== undefined);
  return found;
}
