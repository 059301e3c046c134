import {
  type AccessRequest,
  actionMatches,
  type CompiledPolicy,
  explain,
  type PolicySet,
  type PolicySource,
  resourceMatches,
  type Statement,
  type StatementTrace,
} from '../policy/index.ts';
import { printCondition, reasonOf } from './judge-grid.ts';

/** A statement that would have allowed a request but for one of its elements. */
export interface NearStatement {
  /** `statement "List" of site (group publishers)`. */
  readonly name: string;
  readonly failed: 'Principal' | 'Action' | 'Resource' | 'Condition';
  /** What it asks for, and what the request had. */
  readonly detail: string;
}

/** Why a request is allowed or refused, and what would change that. */
export interface Explanation {
  readonly allowed: boolean;
  readonly because: string;
  /** The policies that took part. */
  readonly policies: readonly string[];
  /** Undefined where nothing came near, or the request is allowed. */
  readonly nearest: NearStatement | undefined;
  /** The smallest change that would allow it; undefined where it is allowed. */
  readonly change: string | undefined;
}

/** Decides a request and tells why, in words. */
export function explanationOf(request: AccessRequest, policies: PolicySet): Explanation {
  const trace = explain(request, policies);
  const { allowed, reason } = trace.decision;
  const compiled = [policies.resource, ...policies.identity, policies.boundary].filter(
    (policy) => policy !== undefined,
  );
  const tried = trace.policies.flatMap(({ statements }, place) =>
    statements.flatMap((statement) => triedOf(statement, compiled[place])),
  );
  const base = {
    allowed,
    because: reasonOf(trace),
    policies: compiled.map(({ source }) => policyName(source)),
  };
  if (allowed) return { ...base, nearest: undefined, change: undefined };
  if (reason.type === 'explicit-deny') {
    const change =
      `${statementName(reason.statement, reason.policy)} must no longer match; an Allow cannot ` +
      'outweigh a Deny';
    return { ...base, nearest: undefined, change };
  }
  const nearest = tried
    .map((one) => ({ one, rank: rankOf(one, request) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)[0]?.one;
  return {
    ...base,
    nearest: nearest && nearOf(nearest, request),
    change: changeFor(nearest, request, policies),
  };
}

interface Tried {
  readonly trace: StatementTrace;
  readonly source: Statement;
  readonly policy: PolicySource;
}

function triedOf(trace: StatementTrace, policy: CompiledPolicy | undefined): Tried[] {
  const source = policy?.statements[trace.index]?.source;
  return policy === undefined || source === undefined
    ? []
    : [{ trace, source, policy: policy.source }];
}

/** How near an Allow came: a condition, then the action on this resource, then another resource. */
function rankOf({ trace, source, policy }: Tried, { action, resource }: AccessRequest): number {
  if (trace.effect === 'Deny' || policy.kind === 'boundary') return 0;
  switch (trace.failed?.element) {
    case 'Condition':
      return 3;
    case 'Action':
      return source.resource?.values.some((value) => resourceMatches(value, resource)) ? 2 : 0;
    case 'Resource':
      return source.action.values.some((value) => actionMatches(value, action)) ? 1 : 0;
    default:
      return 0;
  }
}

function nearOf(
  { trace, source, policy }: Tried,
  { action, resource }: AccessRequest,
): NearStatement {
  const failed = trace.failed?.element ?? 'Condition';
  const details = {
    Principal: 'it names others',
    Action: `it allows ${source.action.values.join(', ')}, and not ${action}`,
    Resource: `it is about ${source.resource?.values.join(', ')}, and not ${resource}`,
    Condition: trace.failedConditions
      .map(({ condition, actual }) => `${printCondition(condition)}, but ${had(actual)}`)
      .join('; '),
  };
  return { name: statementName(source, policy), failed, detail: details[failed] };
}

function had(actual: string | readonly string[] | undefined): string {
  return actual === undefined ? 'the request has none' : `the request has ${String(actual)}`;
}

function changeFor(
  near: Tried | undefined,
  { action, resource }: AccessRequest,
  { boundary, identity }: PolicySet,
): string {
  const isBound = boundary !== undefined;
  const also = isBound ? ', and see that the permissions boundary allows it too' : '';
  if (near === undefined) {
    const statement = JSON.stringify({ Effect: 'Allow', Action: action, Resource: resource });
    const where = identity.length === 0 ? 'attach a policy with' : 'add to one of its policies';
    return `${where} ${statement}${also}`;
  }
  const name = statementName(near.source, near.policy);
  switch (near.trace.failed?.element) {
    case 'Action':
      return `add ${JSON.stringify(action)} to the Action of ${name}${also}`;
    case 'Resource':
      return `add ${JSON.stringify(resource)} to the Resource of ${name}${also}`;
    default:
      return `send a request that fulfils the condition of ${name}, or change the condition${also}`;
  }
}

function statementName({ sid, index }: Statement, policy: PolicySource): string {
  return `statement ${sid ? `"${sid}"` : index + 1} of ${policyName(policy)}`;
}

function policyName({ name, arn, attachedTo }: PolicySource): string {
  const carrier = attachedTo === undefined ? '' : ` (${attachedTo})`;
  return `${name ?? arn ?? 'a policy'}${carrier}`;
}
