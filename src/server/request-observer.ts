import { accessRecord } from '../audit/access-record.ts';
import type { Caller } from '../identity/caller.ts';
import type { DecisionRecord } from '../operation/authorize.ts';
import { ServiceError } from '../operation/errors.ts';
import type { WireRequest } from '../operation/request.ts';
import type { IdentityStore } from '../store/identities.ts';
import type { Outcome } from './dispatch.ts';
import type { Log } from './log.ts';

/** What is told of each request on its way, to be put together when its response has ended. */
export interface RequestObserver {
  decided(request: WireRequest, decided: DecisionRecord): void;
  handled(request: WireRequest, outcome: Outcome): void;
  sent(request: WireRequest | undefined, status: number, bytesSent: number): void;
  failed(error: unknown, requestId: string): void;
}

/** Where audit, metrics and the records of last use hang on to the pipeline. */
export function createRequestObserver(
  { identities, log }: { identities: Pick<IdentityStore, 'recordUse'>; log: Log },
  clock: () => number = Date.now,
): RequestObserver {
  const decisions = new WeakMap<WireRequest, DecisionRecord>();
  const outcomes = new WeakMap<WireRequest, Outcome>();
  const failed = (error: unknown, requestId: string) => {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.error('a request failed by a defect', { requestId, reason });
  };
  const remember = (caller: Caller, service: string, action: string | undefined) => {
    const { credential, principal, authentication } = caller;
    if (credential === undefined) return;
    identities.recordUse({
      atMs: clock(),
      service,
      action,
      region: authentication.scopeRegion ?? '',
      accessKeyId: credential.kind === 'long-term' ? credential.accessKeyId : undefined,
      principalId: principal.roleId ?? principal.issuerId ?? principal.userId,
    });
  };
  return {
    decided: (request, decided) => {
      decisions.set(request, decided);
      if (decided.refused) return;
      const { action } = decided.request;
      const colon = action.indexOf(':');
      remember(decided.caller, action.slice(0, colon), action.slice(colon + 1));
    },
    handled: (request, outcome) => {
      outcomes.set(request, outcome);
      const { error, handled, service } = outcome;
      if (error !== undefined && !(error instanceof ServiceError)) failed(error, request.id);
      // A good signature is a use of the key, whatever became of the request.
      if (handled?.caller !== undefined) remember(handled.caller, service, undefined);
    },
    sent: (request, status, bytesSent) => {
      if (request === undefined || !log.isOn('debug')) return;
      const { service, handled, error } = outcomes.get(request) ?? {};
      const record = accessRecord({
        request,
        status,
        bytesSent,
        endedAtMs: clock(),
        service,
        operation: handled?.operation,
        caller: handled?.caller,
        error,
        decided: decisions.get(request),
      });
      log.debug('request', { ...record });
    },
    failed,
  };
}
