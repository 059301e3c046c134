import { parseAssumedRoleArn, parseIamArn } from '../identity/arns.ts';
import { roleSessionPrincipal, userPrincipal } from '../identity/principals.ts';
import type { Fail } from '../operation/operation.ts';
import { compilePolicy, type Principal, parsePolicy } from '../policy/index.ts';
import type { HolderReference } from '../store/identities.ts';
import type { IamContext } from './define.ts';
import { defaultDocument, type HeldPolicy, type NamedEntity, policiesOf } from './held-policies.ts';
import type { SimulatedPolicy } from './simulation.ts';

/** The session that stands for a role; a role never acts itself. */
const sessionName = 'simulation';

/** A caller who is only named: of an ARN, with nothing known of it. */
export function namedPrincipal(fail: Fail<'InvalidInput'>, arn: string): Principal {
  const entity = parseIamArn(arn);
  const accountId = entity?.accountId ?? parseAssumedRoleArn(arn)?.accountId;
  if (accountId === undefined) {
    return fail('InvalidInput', { message: `Invalid caller ARN: ${arn}` });
  }
  // A simulated root is bound by the policies of the simulation, so it is no root here.
  return { kind: 'user', arn, accountId, userId: '' };
}

/** The user itself, or a session of the role; for a group someone who has only its rights. */
export async function principalOf(context: IamContext, entity: NamedEntity): Promise<Principal> {
  const { accountId, identities, clock } = context;
  const account = await identities.account(accountId);
  const nobody: Principal = { kind: 'user', arn: entity.arn, accountId, userId: entity.id };
  if (account === undefined) return nobody;
  if (entity.kind === 'user') {
    const user = await identities.user(accountId, entity.name);
    return user === undefined ? nobody : userPrincipal(account, user);
  }
  if (entity.kind === 'role') {
    const role = await identities.role(accountId, entity.name);
    const facts = { issuedAtMs: clock() };
    return role === undefined ? nobody : roleSessionPrincipal(account, role, sessionName, facts);
  }
  return nobody;
}

/** The policies that speak for a user, group or role, as a simulation names them. */
export async function simulatedPolicies(
  context: IamContext,
  holder: HolderReference,
  isExcluded: (policy: HeldPolicy) => boolean,
): Promise<readonly SimulatedPolicy[]> {
  const held = await policiesOf(context, holder);
  return held.filter((policy) => !isExcluded(policy)).map(simulated);
}

function simulated({ policyName, arn, document, holder }: HeldPolicy): SimulatedPolicy {
  if (arn === undefined) {
    const id = `${holder.kind}_${holder.name}_${policyName}`;
    const compiled = compile(document, { kind: 'inline', name: id });
    return { compiled, id, type: holder.kind };
  }
  const isAws = parseIamArn(arn)?.accountId === 'aws';
  const compiled = compile(document, { kind: 'managed', arn, name: policyName });
  return { compiled, id: policyName, type: isAws ? 'aws-managed' : 'user-managed' };
}

/** The boundary that a user or role has. */
export async function simulatedBoundary(
  context: IamContext,
  { kind, name }: NamedEntity,
): Promise<SimulatedPolicy | undefined> {
  const { accountId, identities } = context;
  if (kind !== 'user' && kind !== 'role') return undefined;
  const holder = await (kind === 'user'
    ? identities.user(accountId, name)
    : identities.role(accountId, name));
  const arn = holder?.permissionsBoundary;
  if (arn === undefined) return undefined;
  const id = arn.slice(arn.lastIndexOf('/') + 1);
  const document = await defaultDocument(context, arn);
  const isAws = parseIamArn(arn)?.accountId === 'aws';
  const compiled = compile(document, { kind: 'boundary', arn, name: id });
  return { compiled, id, type: isAws ? 'aws-managed' : 'user-managed' };
}

function compile(text: string, source: Parameters<typeof compilePolicy>[1]) {
  const parsed = parsePolicy(text, 'identity');
  if (!parsed.ok) throw new Error(`A stored policy cannot be read: ${parsed.message}`);
  return compilePolicy(parsed.document, source);
}
