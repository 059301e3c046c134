import { grantPath } from './grant-names.ts';

/** Whom a grant is taken from; neither: from everybody who has it. */
export interface RevokeWish {
  readonly policyArn: string;
  readonly userName: string | undefined;
  readonly groupName: string | undefined;
}

/** A user or a group that has the policy, or is in a group that has it. */
export interface Holder {
  readonly name: string;
  readonly path: string;
  /** Every managed policy of its own. */
  readonly policyArns: readonly string[];
  readonly hasInlinePolicies: boolean;
}

export interface HoldingGroup extends Holder {
  readonly members: readonly string[];
}

export interface HoldingUser extends Holder {
  readonly groups: readonly string[];
  readonly keyIds: readonly string[];
  /** Whether it can sign in to a console, or has something else that a grant never makes. */
  readonly hasMore: boolean;
}

export interface RevokeState {
  /** Undefined where there is no such policy. */
  readonly policy:
    | { readonly versions: readonly string[]; readonly roleNames: readonly string[] }
    | undefined;
  readonly groups: readonly HoldingGroup[];
  /** Those with the policy themselves, and the members of the groups. */
  readonly users: readonly HoldingUser[];
}

export type RevokeStep =
  | { readonly kind: 'detach-from-user'; readonly user: string; readonly arn: string }
  | { readonly kind: 'detach-from-group'; readonly group: string; readonly arn: string }
  | { readonly kind: 'remove-from-group'; readonly user: string; readonly group: string }
  | { readonly kind: 'delete-key'; readonly user: string; readonly keyId: string }
  | { readonly kind: 'delete-user'; readonly user: string }
  | { readonly kind: 'delete-group'; readonly group: string }
  | { readonly kind: 'delete-version'; readonly arn: string; readonly version: string }
  | { readonly kind: 'delete-policy'; readonly arn: string };

/**
 * The steps that take a grant back. What grants made (it stands under /strongroom/) and has nothing
 * left to do goes too: the policy that nobody has, a group without policies, a user without
 * policies, groups and a password, with its keys. Everything else stays.
 */
export function planRevoke(wish: RevokeWish, state: RevokeState): RevokeStep[] {
  if (state.policy === undefined) return [];
  const { policyArn: arn, userName, groupName } = wish;
  const isForAll = userName === undefined && groupName === undefined;
  const groups = state.groups.filter(({ name }) => isForAll || name === groupName);
  const users = state.users.filter(({ name }) => isForAll || name === userName);
  const steps: RevokeStep[] = [];
  const removedFrom = new Map<string, string[]>();
  for (const { name: user, policyArns, groups: own } of users) {
    if (policyArns.includes(arn) && (isForAll || groupName === undefined)) {
      steps.push({ kind: 'detach-from-user', user, arn });
    }
    // Somebody's own group keeps its members, unless one of them is named.
    const left = groups
      .filter(({ name, path }) => own.includes(name) && (!isForAll || path === grantPath))
      .map(({ name }) => name);
    removedFrom.set(user, left);
    for (const group of left) steps.push({ kind: 'remove-from-group', user, group });
  }
  // A group loses the policy only where it is revoked as a whole: its other members keep it.
  const detached = groups.filter(() => userName === undefined);
  for (const { name: group } of detached) steps.push({ kind: 'detach-from-group', group, arn });
  steps.push(...emptyUsers(users, steps, removedFrom), ...emptyGroups(groups, users, steps, arn));
  steps.push(...orphanedPolicy(wish, state, steps));
  return steps;
}

function emptyUsers(
  users: readonly HoldingUser[],
  steps: readonly RevokeStep[],
  removedFrom: ReadonlyMap<string, readonly string[]>,
): RevokeStep[] {
  return users.flatMap((one): RevokeStep[] => {
    const user = one.name;
    const lost = steps.some((step) => step.kind === 'detach-from-user' && step.user === user);
    const keeps = one.policyArns.length - (lost ? 1 : 0) > 0 || one.hasInlinePolicies;
    const groupsLeft = one.groups.length - (removedFrom.get(user) ?? []).length;
    if (keeps || groupsLeft > 0 || one.hasMore || one.path !== grantPath) return [];
    return [
      ...one.keyIds.map((keyId) => ({ kind: 'delete-key' as const, user, keyId })),
      { kind: 'delete-user', user },
    ];
  });
}

function emptyGroups(
  groups: readonly HoldingGroup[],
  users: readonly HoldingUser[],
  steps: readonly RevokeStep[],
  arn: string,
): RevokeStep[] {
  return groups.flatMap((one): RevokeStep[] => {
    const group = one.name;
    const lost = steps.some((step) => step.kind === 'detach-from-group' && step.group === group);
    const keeps = one.policyArns.some((own) => own !== arn || !lost) || one.hasInlinePolicies;
    const stay = one.members.filter((member) => !users.some(({ name }) => name === member));
    if (keeps || stay.length > 0 || one.path !== grantPath) return [];
    return [{ kind: 'delete-group', group }];
  });
}

function orphanedPolicy(
  { policyArn: arn }: RevokeWish,
  { policy, groups, users }: RevokeState,
  steps: readonly RevokeStep[],
): RevokeStep[] {
  const keepsUser = users.some(
    ({ name, policyArns }) =>
      policyArns.includes(arn) &&
      !steps.some((step) => step.kind === 'detach-from-user' && step.user === name),
  );
  const keepsGroup = groups.some(
    ({ name }) => !steps.some((step) => step.kind === 'detach-from-group' && step.group === name),
  );
  if (policy === undefined || keepsUser || keepsGroup || policy.roleNames.length > 0) return [];
  return [
    ...policy.versions.map((version) => ({ kind: 'delete-version' as const, arn, version })),
    { kind: 'delete-policy', arn },
  ];
}
