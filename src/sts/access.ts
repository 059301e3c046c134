import { parseIamArn } from '../identity/arns.ts';
import type { Requirement, ResourceAccess } from '../operation/requirement.ts';
import { type CompiledPolicy, compilePolicy, parsePolicy } from '../policy/index.ts';
import type { Role } from '../store/identities.ts';
import type { StsContext } from './define.ts';

/** Trusts nobody: what a role that is not there, or whose policy cannot be read, has. */
const trustNobody: CompiledPolicy = compilePolicy(
  { version: '2012-10-17', id: undefined, statements: [] },
  { kind: 'trust' },
);

/**
 * The resource side of a decision of STS: a role comes with its trust policy, which has to allow. A
 * role that is not there trusts nobody, so that a stranger cannot tell it from one that does not.
 */
export async function stsAccess(
  { resource }: Requirement,
  { caller, identities, policyRules }: StsContext,
): Promise<ResourceAccess> {
  const arn = parseIamArn(resource);
  if (arn?.kind !== 'role') return access(caller.principal.accountId, undefined, undefined);
  const role = await identities.role(arn.accountId, arn.name);
  // Names are found in whichever case; an ARN has to fit exactly.
  const fits = role?.path === arn.path && role.roleName === arn.name;
  const found = access(arn.accountId, fits ? trustOf(role, resource) : trustNobody, role);
  return { ...found, trustSuffices: policyRules === 'ceph' };
}

function trustOf(role: Role, attachedTo: string): CompiledPolicy {
  const parsed = parsePolicy(role.trustPolicy, 'trust');
  return parsed.ok ? compilePolicy(parsed.document, { kind: 'trust', attachedTo }) : trustNobody;
}

function access(
  accountId: string,
  policy: CompiledPolicy | undefined,
  role: Role | undefined,
): ResourceAccess {
  return {
    accountId,
    policy,
    context: (key) => roleTag(role, key),
    accessControlList: () => undefined,
  };
}

function roleTag(role: Role | undefined, key: string): string | undefined {
  const wanted = /^(?:aws|iam):resourcetag\/(.+)$/s.exec(key)?.[1];
  if (wanted === undefined) return undefined;
  return role?.tags.find((tag) => tag.key.toLowerCase() === wanted)?.value;
}
