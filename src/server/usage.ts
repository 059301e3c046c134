import type { CredentialRecord } from '../identity/caller.ts';
import type { DecisionRecord } from '../operation/authorize.ts';
import type { ActivityStore } from '../store/identities.ts';
import type { Outcome } from './dispatch.ts';

/** Remembers which keys and actions are used, for GetAccessKeyLastUsed and the access reports. */
export interface Usage {
  /** An allowed action. */
  decided(decided: DecisionRecord): void;
  /** A request whose signature was good, whatever became of it. */
  requested(outcome: Outcome): void;
}

export function createUsage(activity: ActivityStore, clock: () => number): Usage {
  const record = (
    credential: CredentialRecord,
    service: string,
    action: string | undefined,
    region: string,
  ) => {
    const { principal, kind, accessKeyId } = credential;
    activity.recordUse({
      atMs: clock(),
      service,
      action,
      region,
      accessKeyId: kind === 'long-term' ? accessKeyId : undefined,
      principalId: principal.roleId ?? principal.issuerId ?? principal.userId,
    });
  };
  return {
    decided({ caller, request, refused }) {
      if (refused || caller.credential === undefined) return;
      const colon = request.action.indexOf(':');
      const service = request.action.slice(0, colon);
      const region = caller.authentication.scopeRegion ?? '';
      record(caller.credential, service, request.action.slice(colon + 1), region);
    },
    requested({ service, handled }) {
      const caller = handled?.caller;
      if (caller?.credential === undefined) return;
      record(caller.credential, service, undefined, caller.authentication.scopeRegion ?? '');
    },
  };
}
