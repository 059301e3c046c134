import { accessRecord } from '../audit/access-record.ts';
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
  { identities, region, log }: { identities: IdentityStore; region: string; log: Log },
  clock: () => number = Date.now,
): RequestObserver {
  const decisions = new WeakMap<WireRequest, DecisionRecord>();
  const outcomes = new WeakMap<WireRequest, Outcome>();
  const failed = (error: unknown, requestId: string) => {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.error('a request failed by a defect', { requestId, reason });
  };
  return {
    decided: (request, decided) => void decisions.set(request, decided),
    handled: (request, outcome) => {
      outcomes.set(request, outcome);
      const { error, handled, service } = outcome;
      if (error !== undefined && !(error instanceof ServiceError)) failed(error, request.id);
      const credential = handled?.caller?.credential;
      if (credential === undefined) return;
      const decision = decisions.get(request);
      identities.recordUse({
        atMs: request.receivedAtMs,
        service,
        action: decision?.refused === false ? actionName(decision) : undefined,
        region,
        accessKeyId: credential.kind === 'long-term' ? credential.accessKeyId : undefined,
        principalId: idOf(credential.principal.userId),
      });
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

/** `s3:GetObject` is `GetObject`. */
function actionName({ request }: DecisionRecord): string {
  return request.action.slice(request.action.indexOf(':') + 1);
}

/** `AROA...:session` is the role `AROA...`. */
function idOf(userId: string): string {
  return userId.split(':', 1)[0] ?? userId;
}
