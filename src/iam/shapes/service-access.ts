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
import { type Accessor, NewestAccesses } from '../service-access.ts';

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
  const accesses = new NewestAccesses(accessors);
  const newest = accesses.of(service);
  const hasUsed = (accessor: Accessor) =>
    accessor.accesses.some((access) => access.service === service && access.action === undefined);
  return {
    ServiceName: serviceName(service),
    LastAuthenticated: newest?.access.lastAtMs,
    ServiceNamespace: service,
    LastAuthenticatedEntity: newest?.arn,
    LastAuthenticatedRegion: newest?.access.region,
    TotalAuthenticatedEntities: accessors.filter(hasUsed).length,
    TrackedActionsLastAccessed: texts && describeActions(accesses, service, texts),
  };
}

function describeActions(
  accesses: NewestAccesses,
  service: string,
  texts: readonly string[],
): Infer<typeof trackedAction>[] {
  return grantedActions(texts, service).map(({ name }) => {
    const action = name.slice(service.length + 1);
    const newest = accesses.of(service, action);
    return {
      ActionName: action,
      LastAccessedEntity: newest?.arn,
      LastAccessedTime: newest?.access.lastAtMs,
      LastAccessedRegion: newest?.access.region,
    };
  });
}
