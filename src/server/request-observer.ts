import { accessRecord } from '../audit/access-record.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { type TrailFacts, trailRecord } from '../audit/trail-record.ts';
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

interface ObserverParts {
  readonly identities: Pick<IdentityStore, 'recordUse'>;
  readonly log: Log;
  /** Undefined: nothing is recorded. */
  readonly audit?: Pick<AuditLog, 'record'> | undefined;
  readonly region: string;
}

/** As many decisions of one request as are kept: those about each key of a full DeleteObjects. */
const maxDecisions = 1_000;

interface Decided {
  readonly kept: DecisionRecord[];
  last: DecisionRecord;
  count: number;
}

/** Where audit, metrics and the records of last use hang on to the pipeline. */
export function createRequestObserver(
  { identities, log, audit, region }: ObserverParts,
  clock: () => number = Date.now,
): RequestObserver {
  const decisions = new WeakMap<WireRequest, Decided>();
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
      const known = decisions.get(request);
      if (known === undefined) decisions.set(request, { kept: [decided], last: decided, count: 1 });
      else {
        if (known.count < maxDecisions) known.kept.push(decided);
        known.last = decided;
        known.count++;
      }
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
      if (request === undefined || (audit === undefined && !log.isOn('debug'))) return;
      const ended = { request, status, bytesSent, endedAtMs: clock() };
      tell({ audit, log, region }, ended, outcomes.get(request), decisions.get(request));
    },
    failed,
  };
}

/** Makes the records of a request whose response has ended. */
function tell(
  { audit, log, region }: Pick<ObserverParts, 'audit' | 'log' | 'region'>,
  ended: Pick<TrailFacts, 'request' | 'status' | 'bytesSent' | 'endedAtMs'>,
  { service, handled, error }: Partial<Outcome> = {},
  decided: Decided | undefined,
): void {
  const facts = { ...ended, caller: handled?.caller ?? decided?.last.caller, error };
  const operation = handled?.operation;
  audit?.record(
    trailRecord({
      ...facts,
      service: service ?? 'unknown',
      operation: operation ?? 'Unknown',
      decisions: decided?.kept ?? [],
      decisionCount: decided?.count ?? 0,
      region,
    }),
  );
  if (!log.isOn('debug')) return;
  log.debug('request', {
    ...accessRecord({ ...facts, service, operation, decided: decided?.last }),
  });
}
