import type { Caller } from '../identity/caller.ts';
import type { DecisionRecord } from '../operation/authorize.ts';
import { ServiceError } from '../operation/errors.ts';
import type { WireRequest } from '../operation/request.ts';

/**
 * One request as it is recorded. The query string is left out, because it can carry signatures and
 * session tokens; so are all headers but the ones named here.
 */
export interface AccessRecord {
  readonly requestId: string;
  readonly service: string;
  /** AWS's name; `Unknown` where no operation was found. */
  readonly operation: string;
  readonly method: string;
  /** The path as sent, percent-encoded. */
  readonly path: string;
  readonly status: number;
  /** AWS's code of the refusal; undefined for success. */
  readonly errorCode: string | undefined;
  readonly bytesSent: number;
  readonly durationMs: number;
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
  /** Empty for an anonymous caller; undefined where nobody was authenticated. */
  readonly principalArn: string | undefined;
  readonly accountId: string | undefined;
  readonly accessKeyId: string | undefined;
  /** The last action that was decided on, and how. */
  readonly action: string | undefined;
  readonly resource: string | undefined;
  /** `allow`, `explicit-deny`, `implicit-deny` and so on: why the engine decided so. */
  readonly reason: string | undefined;
}

/** What the pipeline told of a request by the time that its response had ended. */
export interface RequestFacts {
  readonly request: WireRequest;
  readonly status: number;
  readonly bytesSent: number;
  readonly endedAtMs: number;
  readonly service: string | undefined;
  readonly operation: string | undefined;
  readonly caller: Caller | undefined;
  /** What was thrown: a refusal, or a defect. */
  readonly error: unknown;
  readonly decided: DecisionRecord | undefined;
}

/** The record of a request. Pure, so that any sink can be given it. */
export function accessRecord(facts: RequestFacts): AccessRecord {
  const { request, caller, decided, error } = facts;
  return {
    requestId: request.id,
    service: facts.service ?? 'unknown',
    operation: facts.operation ?? 'Unknown',
    method: request.method,
    path: request.rawPath,
    status: facts.status,
    errorCode: errorCodeOf(error),
    bytesSent: facts.bytesSent,
    durationMs: facts.endedAtMs - request.receivedAtMs,
    sourceIp: request.sourceIp,
    userAgent: request.headers.get('user-agent'),
    principalArn: caller?.principal.arn,
    accountId: caller?.principal.accountId,
    accessKeyId: caller?.credential?.accessKeyId,
    action: decided?.request.action,
    resource: decided?.request.resource,
    reason: decided?.decision.reason.type,
  };
}

function errorCodeOf(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  return error instanceof ServiceError ? error.code : 'InternalError';
}
