import { accessRecord } from '../audit/access-record.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { type TrailFacts, trailText } from '../audit/trail-record.ts';
import type { Caller } from '../identity/caller.ts';
import type { AccessLogs } from '../jobs/access-logs/access-logs.ts';
import type { DecisionRecord } from '../operation/authorize.ts';
import { ServiceError } from '../operation/errors.ts';
import type { WireRequest } from '../operation/request.ts';
import type { IdentityStore } from '../store/identities.ts';
import type { Outcome } from './dispatch.ts';
import type { Log } from './log.ts';
import type { RequestMetrics } from './metrics/request-metrics.ts';

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
  readonly metrics?: RequestMetrics | undefined;
  readonly accessLogs?: Pick<AccessLogs, 'ended'> | undefined;
}

/** As many decisions of one request as are kept: those about each key of a full DeleteObjects. */
const maxDecisions = 1_000;

interface ActionParts {
  readonly service: string;
  readonly name: string;
}

/** By the action; there are as many as operations ask for. */
const actionParts = new Map<string, ActionParts>();

function partsOf(action: string): ActionParts {
  let parts = actionParts.get(action);
  if (parts === undefined) {
    const colon = action.indexOf(':');
    parts = { service: action.slice(0, colon), name: action.slice(colon + 1) };
    actionParts.set(action, parts);
  }
  return parts;
}

/** What was told of a request so far. */
interface Told {
  readonly decisions: DecisionRecord[];
  /** How many there were, kept or not. */
  count: number;
  last: DecisionRecord | undefined;
  outcome: Outcome | undefined;
  handledAtMs: number;
}

/** Where audit, metrics and the records of last use hang on to the pipeline. */
export function createRequestObserver(
  { identities, log, audit, region, metrics, accessLogs }: ObserverParts,
  clock: () => number = Date.now,
): RequestObserver {
  const open = new WeakMap<WireRequest, Told>();
  const toldOf = (request: WireRequest): Told => {
    let told = open.get(request);
    if (told === undefined) {
      told = { decisions: [], count: 0, last: undefined, outcome: undefined, handledAtMs: 0 };
      open.set(request, told);
    }
    return told;
  };
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
      // Nothing is signed in the console, and SigV2 names no region.
      region: authentication.scopeRegion ?? region,
      accessKeyId: credential.kind === 'long-term' ? credential.accessKeyId : undefined,
      principalId: principal.roleId ?? principal.issuerId ?? principal.userId,
    });
  };
  return {
    decided: (request, decided) => {
      const told = toldOf(request);
      if (told.count < maxDecisions) told.decisions.push(decided);
      told.last = decided;
      told.count += 1;
      metrics?.decided(decided);
      if (decided.refused) return;
      const { service, name } = partsOf(decided.request.action);
      remember(decided.caller, service, name);
    },
    handled: (request, outcome) => {
      const told = toldOf(request);
      told.outcome = outcome;
      told.handledAtMs = clock();
      const { error, handled, service } = outcome;
      if (error !== undefined && !(error instanceof ServiceError)) failed(error, request.id);
      // A good signature is a use of the key, whatever became of the request.
      if (handled?.caller !== undefined) remember(handled.caller, service, undefined);
    },
    sent: (request, status, bytesSent) => {
      const endedAtMs = clock();
      const told = request && open.get(request);
      metrics?.ended(request, status, bytesSent, endedAtMs, told?.outcome);
      if (request === undefined) return;
      open.delete(request);
      if (told?.outcome?.service === 's3') {
        logAccess(accessLogs, { request, status, bytesSent, endedAtMs }, told, told.outcome);
      }
      if (audit === undefined && !log.isOn('debug')) return;
      tell({ audit, log, region }, { request, status, bytesSent, endedAtMs }, told);
    },
    failed,
  };
}

/** Gives a request to the log of its bucket, where that has one. */
function logAccess(
  accessLogs: ObserverParts['accessLogs'],
  ended: Pick<TrailFacts, 'request' | 'status' | 'bytesSent' | 'endedAtMs'>,
  { decisions, handledAtMs }: Told,
  { handled, error, reply, isWebsite = false }: Outcome,
): void {
  if (accessLogs === undefined || handled?.target === undefined) return;
  const { operation, caller, target } = handled;
  const answered = { error, reply, isWebsite, handledAtMs };
  accessLogs.ended({ ...ended, ...answered, operation, caller, target, decisions });
}

/** Makes the records of a request whose response has ended. */
function tell(
  { audit, log, region }: Pick<ObserverParts, 'audit' | 'log' | 'region'>,
  ended: Pick<TrailFacts, 'request' | 'status' | 'bytesSent' | 'endedAtMs'>,
  told: Told | undefined,
): void {
  const { service, handled, error }: Partial<Outcome> = told?.outcome ?? {};
  const facts = { ...ended, caller: handled?.caller ?? told?.last?.caller, error };
  const operation = handled?.operation;
  audit?.record(
    trailText({
      ...facts,
      service: service ?? 'unknown',
      operation: operation ?? 'Unknown',
      decisions: told?.decisions ?? [],
      decisionCount: told?.count ?? 0,
      region,
    }),
  );
  if (!log.isOn('debug')) return;
  log.debug('request', {
    ...accessRecord({ ...facts, service, operation, decided: told?.last }),
  });
}
