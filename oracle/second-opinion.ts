import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { decide, principalContext } from '../src/policy/index.ts';
import type { JudgedRequest, RawPolicy, Values } from '../test/differential/judge.ts';
import { policySetOf, requestOf } from '../test/differential/translate.ts';
import type { PolicyCase } from './policy-case.ts';

/** What both sides can say about a request. */
export type Outcome = 'allow' | 'deny' | 'none';

/** What the other simulator says; `refused` where it takes the request or a policy not at all. */
export type Opinion =
  | { readonly outcome: Outcome; readonly ignoredKeys: readonly string[] }
  | { readonly outcome: 'refused'; readonly why: string };

const outcomes: Readonly<Record<string, Outcome>> = {
  Allowed: 'allow',
  ExplicitlyDenied: 'deny',
  ImplicitlyDenied: 'none',
};

const principalKeys = [
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:userid',
  'aws:username',
  'aws:principalisawsservice',
  'aws:principalservicename',
];

/** The whole context as the other simulator wants it: it derives nothing from who asks. */
function fullContext(request: JudgedRequest): Record<string, string | string[]> {
  const copied = Object.entries(request.context).map(([key, value]: [string, Values]) => [
    key,
    typeof value === 'string' ? value : [...value],
  ]);
  const all: Record<string, string | string[]> = Object.fromEntries(copied);
  const { principal } = requestOf(request);
  const read = principalContext(principal);
  const tags = [...(principal.tags?.keys() ?? [])].map((name) => `aws:principaltag/${name}`);
  for (const key of [...principalKeys, ...tags]) {
    const value = read(key.toLowerCase());
    if (typeof value === 'string') all[key] = value;
  }
  return all;
}

const allowAll: RawPolicy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** The case in the other simulator's terms. */
function simulationOf({ request, policies }: PolicyCase): Simulation {
  const { principal } = request;
  const anonymous = principal.kind === 'anonymous';
  const accountId = request.resourceAccountId ?? principal.accountId;
  const organization = [{ orgIdentifier: 'r-1', policies: [{ name: 'all', policy: allowAll }] }];
  const { boundary, session, resource } = policies;
  return {
    request: {
      principal: anonymous ? { type: 'Anonymous' } : principal.arn,
      action: request.action,
      resource: { resource: request.resource, accountId },
      contextVariables: fullContext(request),
    },
    identityPolicies: policies.identity.map((policy, index) => ({ name: `p${index}`, policy })),
    serviceControlPolicies: anonymous ? [] : organization,
    resourceControlPolicies: [],
    ...(session?.[0] === undefined ? {} : { sessionPolicy: session[0] }),
    ...(resource === undefined ? {} : { resourcePolicy: resource }),
    ...(boundary === undefined
      ? {}
      : { permissionBoundaryPolicies: [{ name: 'boundary', policy: boundary }] }),
  };
}

/** Ask the other simulator. */
export async function secondOpinion(one: PolicyCase): Promise<Opinion> {
  let result: Awaited<ReturnType<typeof runSimulation>>;
  try {
    result = await runSimulation(simulationOf(one), {});
  } catch (error) {
    return { outcome: 'refused', why: `throws ${error instanceof Error ? error.message : error}` };
  }
  if (result.resultType === 'error') return { outcome: 'refused', why: result.errors.message };
  const outcome = outcomes[result.overallResult];
  if (outcome === undefined) throw new Error(`an unknown result: ${result.overallResult}`);
  const ignoredKeys = result.resultType === 'single' ? result.result.ignoredContextKeys : [];
  return { outcome, ignoredKeys: ignoredKeys ?? [] };
}

/** What the engine says. */
export function ownOpinion({ request, policies }: PolicyCase): Outcome {
  const { allowed, reason } = decide(requestOf(request), policySetOf(policies));
  if (allowed) return 'allow';
  return reason.type === 'explicit-deny' ? 'deny' : 'none';
}
