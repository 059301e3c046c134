import { type IamEntityArn, parseIamArn } from '../identity/arns.ts';
import { awsManagedPolicy } from '../identity/aws-managed-policies/index.ts';
import type { Fail } from '../operation/operation.ts';
import type { HolderReference } from '../store/identities.ts';
import type { IamContext } from './define.ts';

/** One policy that a user, group or role has, with its text. */
export interface HeldPolicy {
  readonly policyName: string;
  /** Undefined for an inline policy. */
  readonly arn: string | undefined;
  readonly document: string;
  /** Who has it: for the policies of a user's groups, the group. */
  readonly holder: HolderReference;
}

/** More than the quotas allow a holder to have, so one page holds everything. */
const everything = { limit: 1000 };

/** The inline policies of a user, group or role, then those attached to it; not its groups'. */
export async function ownPolicies(
  context: IamContext,
  holder: HolderReference,
): Promise<readonly HeldPolicy[]> {
  const { identities } = context;
  const inline = await identities.listInlinePolicies(holder, everything);
  const attached = await identities.listAttachedPolicies(holder, everything);
  if ('outcome' in inline || 'outcome' in attached) return [];
  const managed = attached.items.map(async ({ policyName, arn }) => {
    const document = await defaultDocument(context, arn);
    return { policyName, arn, document, holder };
  });
  const embedded = inline.items.map((policy) => ({ ...policy, arn: undefined, holder }));
  return [...embedded, ...(await Promise.all(managed))];
}

/** The text that counts of a managed policy. */
export async function defaultDocument({ identities }: IamContext, arn: string): Promise<string> {
  const aws = awsManagedPolicy(arn);
  if (aws !== undefined) return aws.document;
  const policy = await identities.policy(arn);
  const version = policy && (await identities.policyVersion(arn, policy.defaultVersionId));
  if (version === undefined || 'outcome' in version) {
    throw new Error(`The attached policy ${arn} has no default version.`);
  }
  return version.document;
}

/** All policies that speak for a user, group or role: a user's groups' too. */
export async function policiesOf(
  context: IamContext,
  holder: HolderReference,
): Promise<readonly HeldPolicy[]> {
  const own = await ownPolicies(context, holder);
  if (holder.kind !== 'user') return own;
  const { accountId, identities } = context;
  const groups = await identities.listGroupsOfUser(accountId, holder.name, everything);
  if ('outcome' in groups) return own;
  const ofGroups = groups.items.map(({ groupName }) =>
    ownPolicies(context, { accountId, kind: 'group', name: groupName }),
  );
  return [...own, ...(await Promise.all(ofGroups)).flat()];
}

/** A user, group, role or policy that an ARN names exactly, path and case included. */
export interface NamedEntity {
  readonly kind: 'user' | 'group' | 'role' | 'policy';
  readonly name: string;
  /** AIDA..., AGPA..., AROA... or ANPA... */
  readonly id: string;
  readonly path: string;
  readonly arn: string;
}

/**
 * The entity of an ARN.
 * @throws ServiceError NoSuchEntity
 */
export async function findEntity(
  context: IamContext,
  fail: Fail<'NoSuchEntity'>,
  arn: string,
): Promise<NamedEntity> {
  const parsed = parseIamArn(arn);
  const found = parsed && (await lookUp(context, parsed, arn));
  if (found !== undefined && found.path === parsed?.path && found.name === parsed.name) {
    return { ...found, arn };
  }
  return fail('NoSuchEntity', { message: `ARN ${arn} cannot be found.` });
}

async function lookUp(
  { accountId, identities }: IamContext,
  { accountId: owner, kind, name }: IamEntityArn,
  arn: string,
): Promise<Omit<NamedEntity, 'arn'> | undefined> {
  const aws = kind === 'policy' ? awsManagedPolicy(arn) : undefined;
  if (aws) return { kind: 'policy', name: aws.policyName, id: aws.policyId, path: aws.path };
  if (owner !== accountId) return undefined;
  switch (kind) {
    case 'user': {
      const user = await identities.user(owner, name);
      return user && { kind, name: user.userName, id: user.userId, path: user.path };
    }
    case 'group': {
      const group = await identities.group(owner, name);
      return group && { kind, name: group.groupName, id: group.groupId, path: group.path };
    }
    case 'role': {
      const role = await identities.role(owner, name);
      return role && { kind, name: role.roleName, id: role.roleId, path: role.path };
    }
    case 'policy': {
      const policy = await identities.policy(arn);
      return policy && { kind, name: policy.policyName, id: policy.policyId, path: policy.path };
    }
    default:
      return undefined;
  }
}
