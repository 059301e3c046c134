import type { LastUse, ServiceUse } from '../../api/iam/service-access.ts';

const dayMs = 86_400_000;
/** What AWS's own reports call unused. */
export const unusedDays = 45;

/** Whether a moment lies further back than that, or never was. */
export function isBefore(moment: Date | undefined, days: number): boolean {
  return moment === undefined || Date.now() - moment.getTime() > days * dayMs;
}

export function isUnused({ last }: LastUse): boolean {
  return isBefore(last, unusedDays);
}

/** What somebody may do and does not. */
export interface UnusedPermissions {
  /** Services of which nothing is used. */
  readonly services: readonly string[];
  /** Of the services that are used. */
  readonly actions: { readonly granted: number; readonly used: number };
}

export function unusedOf(services: readonly ServiceUse[]): UnusedPermissions {
  const inUse = services.filter((service) => !isUnused(service));
  const actions = inUse.flatMap((service) => service.actions);
  return {
    services: services.filter(isUnused).map(({ name }) => name),
    actions: {
      granted: actions.length,
      used: actions.filter((action) => !isUnused(action)).length,
    },
  };
}
