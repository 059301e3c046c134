import { type Ability, abilities } from '../policy/analyse/ability.ts';
import {
  type AccessRequest,
  type CompiledPolicy,
  type Condition,
  explain,
  type PolicySet,
  type PolicyTrace,
  type Statement,
  type StatementTrace,
  type Trace,
} from '../policy/index.ts';
import type { Cell, GridRow } from './cell.ts';
import type { BucketPolicies, HeldPolicies, Subject } from './subject.ts';

/** No policy is written for this key: what is allowed on it is allowed on all. */
const anyKey = '~strongroom-inspect~/any/key';

/** Decides every cell with the policies themselves. */
export function judgeGrid(
  subject: Subject,
  held: HeldPolicies,
  buckets: readonly string[],
  bucketPolicies: BucketPolicies,
): GridRow[] {
  return buckets.map((bucket) => ({
    bucket,
    cells: abilities.map((ability) => judge(subject, held, bucket, bucketPolicies, ability)),
  }));
}

function judge(
  subject: Subject,
  held: HeldPolicies,
  bucket: string,
  bucketPolicies: BucketPolicies,
  ability: Ability,
): Cell {
  const resource = bucketPolicies.get(bucket);
  const policies: PolicySet = { identity: held.identity, boundary: held.boundary, resource };
  const arn = `arn:${subject.partition}:s3:::${bucket}`;
  let best: Cell | undefined;
  for (const { name: action, target } of ability.actions) {
    const ask = (key: string) =>
      explain(
        requestOf(subject, held, action, target === 'bucket' ? arn : `${arn}/${key}`),
        policies,
      );
    const trace = ask(anyKey);
    const base = { ability: ability.name, action };
    if (trace.decision.allowed) {
      return { ...base, verdict: 'allowed', because: reasonOf(trace), limits: [] };
    }
    const some = target === 'objects' ? someKeys(policies, arn, ask) : undefined;
    const limits = [...(some?.patterns ?? []), ...conditionsOf(trace, policies)];
    const because = reasonOf(some?.trace ?? trace);
    const verdict = limits.length > 0 && !isExplicit(trace) ? 'limited' : 'denied';
    const cell: Cell = { ...base, verdict, because, limits: verdict === 'limited' ? limits : [] };
    if (best === undefined || (best.verdict === 'denied' && verdict === 'limited')) best = cell;
  }
  return best ?? { ability: ability.name, verdict: 'unknown', action: '', because: '', limits: [] };
}

function isExplicit({ decision }: Trace): boolean {
  return decision.reason.type === 'explicit-deny';
}

/** A request of which nothing is known but who asks for what. */
export function requestOf(
  subject: Subject,
  { principal }: Pick<HeldPolicies, 'principal'>,
  action: string,
  resource: string,
): AccessRequest {
  return {
    action,
    resource,
    resourceAccountId: subject.accountId,
    principal,
    context: (key) => (key === 'aws:securetransport' ? 'true' : undefined),
  };
}

/** The patterns of keys that an Allow names, of those on which it holds. */
function someKeys(policies: PolicySet, arn: string, ask: (key: string) => Trace) {
  const patterns: string[] = [];
  let allowed: Trace | undefined;
  for (const pattern of new Set(objectPatterns(policies, `${arn}/`))) {
    const trace = ask(pattern.replaceAll(/[*?]/g, 'x'));
    if (!trace.decision.allowed) continue;
    patterns.push(pattern);
    allowed ??= trace;
  }
  return allowed === undefined ? undefined : { patterns, trace: allowed };
}

function objectPatterns({ identity, resource }: PolicySet, start: string): string[] {
  const all = resource === undefined ? identity : [...identity, resource];
  return all
    .flatMap(({ document }) => document.statements)
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) => statement.resource?.values ?? [])
    .filter((value) => value.startsWith(start) && value.length > start.length)
    .map((value) => value.slice(start.length));
}

/** The conditions under which an Allow that is about this would hold. */
function conditionsOf(trace: Trace, policies: PolicySet): string[] {
  if (isExplicit(trace)) return [];
  const found = traced(trace, policies).filter(
    ({ statement }) => statement.effect === 'Allow' && statement.failed?.element === 'Condition',
  );
  return found.map(({ source }) => source.conditions.map(printCondition).join(' and '));
}

/** A condition as a person reads it. */
export function printCondition({
  operator,
  key,
  values,
}: Pick<Condition, 'operator' | 'key' | 'values'>) {
  return `${operator} ${key} ${values.join(' or ')}`;
}

interface Traced {
  readonly policy: PolicyTrace;
  readonly statement: StatementTrace;
  readonly source: Statement;
}

/** The statements of a trace with their text, in the same order. */
function traced(trace: Trace, policies: PolicySet): Traced[] {
  const compiled: readonly CompiledPolicy[] = [
    policies.resource,
    ...policies.identity,
    policies.boundary,
    ...(policies.session ?? []),
  ].filter((policy) => policy !== undefined);
  return trace.policies.flatMap((policy, place) =>
    policy.statements.flatMap((statement) => {
      const source = compiled[place]?.statements[statement.index]?.source;
      return source === undefined ? [] : [{ policy, statement, source }];
    }),
  );
}

/** What decided, in words: `statement "Objects" of AmazonS3FullAccess`. */
export function reasonOf({ decision }: Trace): string {
  const { reason } = decision;
  switch (reason.type) {
    case 'explicit-allow':
    case 'explicit-deny': {
      const { policy, statement } = reason;
      const which = statement.sid ? `"${statement.sid}"` : String(statement.index + 1);
      const carrier = policy.attachedTo === undefined ? '' : ` (${policy.attachedTo})`;
      const verb = reason.type === 'explicit-deny' ? 'Deny in ' : '';
      return `${verb}statement ${which} of ${policy.name ?? policy.arn ?? 'a policy'}${carrier}`;
    }
    case 'root':
      return 'the root user of the account';
    case 'access-control-list':
      return 'an access control list';
    case 'implicit-deny':
      return reason.lacking === 'boundary'
        ? 'the permissions boundary does not allow it'
        : 'no policy allows it';
  }
}
