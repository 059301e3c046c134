import type { Infer } from '../operation/shape.ts';
import {
  type AccessRequest,
  type CompiledPolicy,
  type Decision,
  explain,
  type PolicyDocument,
  type PolicySet,
  type PolicySource,
  type Principal,
  type Trace,
} from '../policy/index.ts';
import { keyNames } from './context-keys.ts';
import type { evaluationResult, policySourceTypes } from './shapes/simulation.ts';

/** A policy of a simulation, with the name and kind that its matched statements are told by. */
export interface SimulatedPolicy {
  readonly compiled: CompiledPolicy;
  readonly id: string;
  readonly type: (typeof policySourceTypes)[number];
}

/** Everything that is the same for all actions and resources of one simulation. */
export interface Simulation {
  readonly principal: Principal;
  readonly resourceAccountId: string;
  readonly identity: readonly SimulatedPolicy[];
  readonly boundary: SimulatedPolicy | undefined;
  readonly resource: SimulatedPolicy | undefined;
  /** The policies of each level of an organization, from its root downwards; all must allow. */
  readonly organization: readonly (readonly CompiledPolicy[])[];
  /** By lower-case key. */
  readonly context: ReadonlyMap<string, string | readonly string[]>;
}

type Result = Infer<typeof evaluationResult>;
type Verdict = Result['EvalDecision'];

/** Decides one action on one resource as SimulateCustomPolicy tells it. */
export function simulate(simulation: Simulation, action: string, resource: string): Result {
  const { context, principal, resourceAccountId } = simulation;
  const read = (key: string) => context.get(key);
  const request = { action, resource, resourceAccountId, principal, context: read };
  const trace = explain(request, policySetOf(simulation));
  const organizations = simulation.organization.map((level) => organizationVerdict(request, level));
  const refusedAbove = organizations.find((verdict) => verdict !== 'allowed');
  const verdict = verdictOf(trace.decision);
  return {
    EvalActionName: action,
    EvalResourceName: resource,
    EvalDecision: verdict === 'allowed' ? (refusedAbove ?? verdict) : verdict,
    MatchedStatements: matchedStatements(simulation, trace),
    MissingContextValues: missingKeys(simulation, trace),
    OrganizationsDecisionDetail:
      organizations.length === 0
        ? undefined
        : { AllowedByOrganizations: refusedAbove === undefined },
    PermissionsBoundaryDecisionDetail: simulation.boundary && {
      AllowedByPermissionsBoundary: isAllowedByBoundary(trace),
    },
    EvalDecisionDetails: crossAccountDetails(simulation, request),
  };
}

function policySetOf({ identity, boundary, resource }: Simulation): PolicySet {
  return {
    identity: identity.map(({ compiled }) => compiled),
    boundary: boundary?.compiled,
    resource: resource?.compiled,
  };
}

function verdictOf({ allowed, reason }: Decision): Verdict {
  if (allowed) return 'allowed';
  return reason.type === 'explicit-deny' ? 'explicitDeny' : 'implicitDeny';
}

/** A level is decided as if its policies were the only ones, in the own account. */
function organizationVerdict(request: AccessRequest, level: readonly CompiledPolicy[]): Verdict {
  const own = { ...request, resourceAccountId: request.principal.accountId };
  return verdictOf(explain(own, { identity: level }).decision);
}

/** The statements that made the decision: the Denies when one refused, else the Allows. */
function matchedStatements(simulation: Simulation, trace: Trace): Result['MatchedStatements'] {
  const named = new Map<PolicySource, SimulatedPolicy>();
  for (const policy of allPolicies(simulation)) named.set(policy.compiled.source, policy);
  const effect = verdictOf(trace.decision) === 'explicitDeny' ? 'Deny' : 'Allow';
  return trace.policies.flatMap(({ source, statements }) => {
    const policy = named.get(source);
    if (policy === undefined) return [];
    return statements
      .filter((statement) => statement.matched && statement.effect === effect)
      .map(({ span: { start, end } }) => ({
        SourcePolicyId: policy.id,
        SourcePolicyType: policy.type,
        StartPosition: { Line: start.line, Column: start.column },
        EndPosition: { Line: end.line, Column: end.column },
      }));
  });
}

function allPolicies({ identity, boundary, resource }: Simulation): readonly SimulatedPolicy[] {
  return [...identity, boundary, resource].filter((policy) => policy !== undefined);
}

/** As the policies write them; the engine knows keys in lower case. */
function missingKeys(simulation: Simulation, trace: Trace): readonly string[] {
  const documents: PolicyDocument[] = allPolicies(simulation).map(
    ({ compiled }) => compiled.document,
  );
  const names = keyNames(documents);
  return trace.missingContextKeys.map((key) => names.get(key) ?? key);
}

function isAllowedByBoundary(trace: Trace): boolean {
  const statements = trace.policies
    .filter(({ role }) => role === 'boundary')
    .flatMap((policy) => policy.statements)
    .filter(({ matched }) => matched);
  const isDenied = statements.some(({ effect }) => effect === 'Deny');
  return statements.length > 0 && !isDenied;
}

/** For a resource of another account: what each side alone says. */
function crossAccountDetails(
  simulation: Simulation,
  request: AccessRequest,
): Result['EvalDecisionDetails'] {
  const { principal, resource } = simulation;
  if (request.resourceAccountId === principal.accountId || resource === undefined) return undefined;
  const own = { ...request, resourceAccountId: principal.accountId };
  const { identity, boundary } = policySetOf(simulation);
  const byIdentity = explain(own, { identity, boundary }).decision;
  const byResource = explain(own, { identity: [], resource: resource.compiled }).decision;
  return [
    { key: 'IAM Policy', value: verdictOf(byIdentity) },
    { key: 'Resource Policy', value: verdictOf(byResource) },
  ];
}
