import {
  type Infer,
  integer,
  list,
  oneOf,
  optional,
  structure,
  text,
  timestamp,
} from '../../operation/shape.ts';
import { grantedActions, serviceName } from '../granted-actions.ts';
import { type Accessor, newestAccess } from '../service-access.ts';

const trackedAction = structure({
  ActionName: text(),
  LastAccessedEntity: optional(text()),
  LastAccessedTime: optional(timestamp('seconds')),
  LastAccessedRegion: optional(text()),
});

export const serviceLastAccessed = structure({
  ServiceName: text(),
  LastAuthenticated: optional(timestamp('seconds')),
  ServiceNamespace: text(),
  LastAuthenticatedEntity: optional(text()),
  LastAuthenticatedRegion: optional(text()),
  TotalAuthenticatedEntities: integer(),
  TrackedActionsLastAccessed: optional(list('member', trackedAction)),
});

export const entityDetails = structure({
  EntityInfo: structure({
    Arn: text(),
    Name: text(),
    Type: oneOf('USER', 'ROLE', 'GROUP'),
    Id: text(),
    Path: optional(text()),
  }),
  LastAuthenticated: optional(timestamp('seconds')),
});

/** @param texts the policies whose actions are told one by one; undefined: only the service */
export function describeServiceAccess(
  accessors: readonly Accessor[],
  service: string,
  texts: readonly string[] | undefined,
): Infer<typeof serviceLastAccessed> {
  const newest = newestAccess(accessors, service);
  return {
    ServiceName: serviceName(service),
    LastAuthenticated: newest?.access.lastAtMs,
    ServiceNamespace: service,
    LastAuthenticatedEntity: newest?.arn,
    LastAuthenticatedRegion: newest?.access.region,
    TotalAuthenticatedEntities: accessors.filter((one) => newestAccess([one], service)).length,
    TrackedActionsLastAccessed: texts && describeActions(accessors, service, texts),
  };
}

function describeActions(
  accessors: readonly Accessor[],
  service: string,
  texts: readonly string[],
): Infer<typeof trackedAction>[] {
  return grantedActions(texts, service).map(({ name }) => {
    const action = name.slice(service.length + 1);
    const newest = newestAccess(accessors, service, action);
    return {
      ActionName: action,
      LastAccessedEntity: newest?.arn,
      LastAccessedTime: newest?.access.lastAtMs,
      LastAccessedRegion: newest?.access.region,
    };
  });
}
