import { parseIamArn } from '../identity/arns.ts';
import type { Fail } from '../operation/operation.ts';
import type { Infer, StructureShape } from '../operation/shape.ts';
import { compilePolicy, type PolicySource, parsePolicy } from '../policy/index.ts';
import type { Page } from '../store/identities.ts';
import { parseInputs } from './context-keys.ts';
import { pageBounds } from './shapes/paging.ts';
import type { simulationInput } from './shapes/simulation.ts';
import type { SimulatedPolicy, Simulation } from './simulation.ts';

export type SimulationInput = Infer<StructureShape<typeof simulationInput>>;

type Failing = Fail<'InvalidInput'>;

/** Policies that come with the request: `PolicyInputList.1` and so on. */
export function inputPolicies(
  fail: Failing,
  member: string,
  texts: readonly string[] = [],
  kind: PolicySource['kind'] = 'inline',
): readonly SimulatedPolicy[] {
  return parseInputs(fail, member, texts).map((document, index) => {
    const id = `${member}.${index + 1}`;
    return { compiled: compilePolicy(document, { kind, name: id }), id, type: 'none' };
  });
}

/** What both simulations read in the same way. @throws ServiceError InvalidInput */
export function readSimulation(
  fail: Failing,
  input: SimulationInput,
  callerAccountId: string,
): Pick<Simulation, 'boundary' | 'resource' | 'resourceAccountId' | 'context'> {
  for (const action of input.ActionNames) {
    if (!/^[a-z0-9-]+:\w+$/i.test(action)) {
      return fail('InvalidInput', { message: `Invalid action name: ${action}` });
    }
  }
  const member = 'PermissionsBoundaryPolicyInputList';
  return {
    boundary: inputPolicies(fail, member, input.PermissionsBoundaryPolicyInputList, 'boundary')[0],
    resource: readResourcePolicy(fail, input),
    resourceAccountId: readOwner(fail, input.ResourceOwner) ?? callerAccountId,
    context: readContext(fail, input.ContextEntries),
  };
}

function readResourcePolicy(fail: Failing, input: SimulationInput): SimulatedPolicy | undefined {
  if (input.ResourcePolicy === undefined) return undefined;
  const parsed = parsePolicy(input.ResourcePolicy, 'resource', { acceptUnusableStatements: true });
  if (!parsed.ok) return fail('InvalidInput', { message: `ResourcePolicy: ${parsed.message}` });
  const id = 'ResourcePolicy';
  const compiled = compilePolicy(parsed.document, { kind: 'resource', name: id });
  return { compiled, id, type: 'resource' };
}

/** The owner is an account's ARN, or its id. */
function readOwner(fail: Failing, owner: string | undefined): string | undefined {
  if (owner === undefined || /^\d{12}$/.test(owner)) return owner;
  const accountId = parseIamArn(owner)?.accountId;
  return accountId ?? fail('InvalidInput', { message: `Invalid resource owner: ${owner}` });
}

function readContext(
  fail: Failing,
  entries: SimulationInput['ContextEntries'] = [],
): ReadonlyMap<string, string | readonly string[]> {
  const context = new Map<string, string | readonly string[]>();
  for (const { ContextKeyName, ContextKeyValues = [], ContextKeyType } of entries) {
    if (ContextKeyName === undefined) {
      return fail('InvalidInput', { message: 'A context entry must have a ContextKeyName.' });
    }
    const [first] = ContextKeyValues;
    const isList = ContextKeyType?.endsWith('List') === true;
    if (!isList && ContextKeyValues.length > 1) {
      const message = `The context key ${ContextKeyName} is single-valued, but has more values.`;
      return fail('InvalidInput', { message });
    }
    const value = isList ? ContextKeyValues : first;
    if (value !== undefined) context.set(ContextKeyName.toLowerCase(), value);
  }
  return context;
}

/**
 * A page of the cases: every action on every resource; without resources, on all of them. A short
 * request can ask for a million, so only those of the page are made.
 */
export function pageOfCases(
  input: SimulationInput,
): Page<readonly [action: string, resource: string]> {
  const { ActionNames: actions, ResourceArns: resources = ['*'] } = input;
  const count = actions.length * resources.length;
  const { start, end } = pageBounds(count, input);
  const items = Array.from({ length: end - start }, (_, offset) => {
    const place = start + offset;
    const action = actions[Math.floor(place / resources.length)] ?? '';
    return [action, resources[place % resources.length] ?? '*'] as const;
  });
  return { items, next: end < count ? String(end) : undefined };
}
