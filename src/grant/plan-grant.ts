import { parsePolicy, printPolicy } from '../policy/index.ts';

/** What is to be there in the end. */
export interface GrantWish {
  readonly policyName: string;
  readonly policyArn: string;
  /** The text of the policy. */
  readonly document: string;
  readonly userName: string;
  /** The group that carries the policy; undefined where the user does itself. */
  readonly groupName: string | undefined;
  /** Whether a key is to be made even where the user has one. */
  readonly newKey: boolean;
}

/** What is there now. */
export interface GrantState {
  readonly policy: FoundPolicy | undefined;
  /** Undefined where no group is wished for, or it is not there. */
  readonly group:
    | { readonly policyArns: readonly string[]; readonly members: readonly string[] }
    | undefined;
  readonly user: FoundUser | undefined;
}

export interface FoundPolicy {
  readonly document: string;
  /** The versions that are not the default one, oldest first. */
  readonly olderVersions: readonly string[];
}

export interface FoundUser {
  readonly policyArns: readonly string[];
  readonly keys: readonly { readonly id: string; readonly isActive: boolean }[];
}

export type GrantStep =
  | { readonly kind: 'create-policy'; readonly name: string; readonly document: string }
  | { readonly kind: 'delete-policy-version'; readonly arn: string; readonly version: string }
  | { readonly kind: 'update-policy'; readonly arn: string; readonly document: string }
  | { readonly kind: 'create-group'; readonly group: string }
  | { readonly kind: 'attach-to-group'; readonly group: string; readonly arn: string }
  | { readonly kind: 'create-user'; readonly user: string }
  | { readonly kind: 'attach-to-user'; readonly user: string; readonly arn: string }
  | { readonly kind: 'add-to-group'; readonly user: string; readonly group: string }
  | { readonly kind: 'create-key'; readonly user: string };

/** AWS keeps so many versions of a managed policy. */
const maxVersions = 5;
/** AWS gives a user so many access keys. */
export const maxKeys = 2;

/**
 * The steps from what is there to what is wished for, in an order in which each can be done; none
 * where it is there already. Nothing is taken from anybody: a grant only adds.
 */
export function planGrant(wish: GrantWish, state: GrantState): GrantStep[] {
  return [...policySteps(wish, state), ...groupSteps(wish, state), ...userSteps(wish, state)];
}

function policySteps(wish: GrantWish, { policy }: GrantState): GrantStep[] {
  const { policyName: name, policyArn: arn, document } = wish;
  if (policy === undefined) return [{ kind: 'create-policy', name, document }];
  if (meaning(policy.document) === meaning(document)) return [];
  const [oldest] = policy.olderVersions;
  const isFull = policy.olderVersions.length + 1 >= maxVersions;
  return [
    ...(isFull && oldest !== undefined
      ? [{ kind: 'delete-policy-version' as const, arn, version: oldest }]
      : []),
    { kind: 'update-policy', arn, document },
  ];
}

function groupSteps(
  { groupName: group, policyArn: arn }: GrantWish,
  state: GrantState,
): GrantStep[] {
  if (group === undefined) return [];
  const isAttached = state.group?.policyArns.includes(arn) === true;
  return [
    ...(state.group === undefined ? [{ kind: 'create-group' as const, group }] : []),
    ...(isAttached ? [] : [{ kind: 'attach-to-group' as const, group, arn }]),
  ];
}

function userSteps(wish: GrantWish, state: GrantState): GrantStep[] {
  const { userName: user, groupName: group, policyArn: arn } = wish;
  const steps: GrantStep[] = [];
  if (state.user === undefined) steps.push({ kind: 'create-user', user });
  if (group === undefined) {
    if (state.user?.policyArns.includes(arn) !== true) {
      steps.push({ kind: 'attach-to-user', user, arn });
    }
  } else if (state.group?.members.includes(user) !== true) {
    steps.push({ kind: 'add-to-group', user, group });
  }
  const hasKey = state.user?.keys.some(({ isActive }) => isActive) === true;
  if (wish.newKey || !hasKey) steps.push({ kind: 'create-key', user });
  return steps;
}

/** Two texts are the same policy where they read alike. */
function meaning(text: string): string {
  const parsed = parsePolicy(text, 'identity');
  return parsed.ok ? printPolicy(parsed.document) : text;
}
