import type {
  JudgedPolicies,
  JudgedRequest,
  RawPolicy,
  RawStatement,
  Values,
} from '../test/differential/judge.ts';

/** One request and the policies that decide about it. */
export interface PolicyCase {
  readonly request: JudgedRequest;
  readonly policies: JudgedPolicies;
}

type PolicyPart = 'identity' | 'boundary' | 'session' | 'resource';

/** The same case with every policy changed. */
export function mapPolicies(
  one: PolicyCase,
  change: (policy: RawPolicy, part: PolicyPart) => RawPolicy,
): PolicyCase {
  const { policies } = one;
  return {
    ...one,
    policies: {
      ...policies,
      identity: policies.identity.map((policy) => change(policy, 'identity')),
      boundary: policies.boundary && change(policies.boundary, 'boundary'),
      session: policies.session?.map((policy) => change(policy, 'session')),
      resource: policies.resource && change(policies.resource, 'resource'),
    },
  };
}

/** The same case with every statement changed. */
export function mapStatements(
  one: PolicyCase,
  change: (statement: RawStatement, part: PolicyPart) => RawStatement,
): PolicyCase {
  return mapPolicies(one, (policy, part) => ({
    ...policy,
    Statement: policy.Statement.map((statement) => change(statement, part)),
  }));
}

/** One value, or each of several, changed. */
export function mapValues(values: Values, change: (value: string) => string): Values {
  return typeof values === 'string' ? change(values) : values.map(change);
}

/** The same case with every value of Resource and NotResource changed. */
export function mapResources(one: PolicyCase, change: (value: string) => string): PolicyCase {
  return mapStatements(one, (statement) => {
    const { Resource, NotResource, ...rest } = statement;
    return {
      ...rest,
      ...(Resource === undefined ? {} : { Resource: mapValues(Resource, change) }),
      ...(NotResource === undefined ? {} : { NotResource: mapValues(NotResource, change) }),
    };
  });
}

/** An operator, a key and the values of a condition. */
export interface RawCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: Values;
}

/** The same case with every condition changed, or left out where `change` gives none. */
export function mapConditions(
  one: PolicyCase,
  change: (condition: RawCondition) => RawCondition | undefined,
): PolicyCase {
  return mapStatements(one, (statement) => {
    const { Condition, ...rest } = statement;
    const block: Record<string, Record<string, Values>> = {};
    for (const [operator, keys] of Object.entries(Condition ?? {})) {
      for (const [key, values] of Object.entries(keys)) {
        const kept = change({ operator, key, values });
        if (kept !== undefined)
          block[kept.operator] = { ...block[kept.operator], [kept.key]: kept.values };
      }
    }
    return Object.keys(block).length === 0 ? rest : { ...rest, Condition: block };
  });
}

/** The same case with every name of a Principal and NotPrincipal element of type AWS changed. */
export function mapPrincipals(
  one: PolicyCase,
  change: (names: readonly string[], negated: boolean) => readonly string[],
): PolicyCase {
  const changed = (block: '*' | Record<string, Values>, negated: boolean) => {
    if (block === '*' || block.AWS === undefined) return block;
    const names = typeof block.AWS === 'string' ? [block.AWS] : block.AWS;
    return { ...block, AWS: change(names, negated) };
  };
  return mapStatements(one, (statement) => {
    const { Principal, NotPrincipal, ...rest } = statement;
    return {
      ...rest,
      ...(Principal === undefined ? {} : { Principal: changed(Principal, false) }),
      ...(NotPrincipal === undefined ? {} : { NotPrincipal: changed(NotPrincipal, true) }),
    };
  });
}
