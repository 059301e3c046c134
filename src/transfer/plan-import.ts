import type {
  GroupFacts,
  IamDocument,
  InlinePolicy,
  ManagedPolicyFacts,
  RoleFacts,
  UserFacts,
} from './iam-document.ts';

export type HolderKind = 'user' | 'group' | 'role';

export type ImportStep =
  | { readonly kind: 'create-policy'; readonly policy: ManagedPolicyFacts }
  | { readonly kind: 'change-policy'; readonly policy: ManagedPolicyFacts }
  | { readonly kind: 'create-group'; readonly group: GroupFacts }
  | { readonly kind: 'create-role'; readonly role: RoleFacts }
  | { readonly kind: 'change-role'; readonly role: RoleFacts }
  | { readonly kind: 'create-user'; readonly user: UserFacts }
  | {
      readonly kind: 'bound';
      readonly holder: 'user' | 'role';
      readonly name: string;
      readonly arn: string;
    }
  | {
      readonly kind: 'attach';
      readonly holder: HolderKind;
      readonly name: string;
      readonly arn: string;
    }
  | {
      readonly kind: 'put-inline';
      readonly holder: HolderKind;
      readonly name: string;
      readonly policy: InlinePolicy;
    }
  | { readonly kind: 'join'; readonly user: string; readonly group: string };

/** The document for another account: ARNs of the old one's IAM become the new one's. */
export function inAccount(document: IamDocument, account: string): IamDocument {
  const old = `arn:aws:iam::${document.account}:`;
  const text = JSON.stringify(document).replaceAll(old, `arn:aws:iam::${account}:`);
  const moved: IamDocument = JSON.parse(text);
  return { ...moved, account };
}

/**
 * What has to be done so that an account has everything that the document has. Nothing is taken
 * away: what the account has besides stays. Policies come before what refers to them.
 */
export function planImport(wanted: IamDocument, present: IamDocument): ImportStep[] {
  const steps: ImportStep[] = [];
  for (const policy of wanted.policies) {
    const found = byName(present.policies, policy.name);
    if (found === undefined) steps.push({ kind: 'create-policy', policy });
    else if (found.document !== policy.document) steps.push({ kind: 'change-policy', policy });
  }
  for (const group of wanted.groups) {
    const found = byName(present.groups, group.name);
    if (found === undefined) steps.push({ kind: 'create-group', group });
    steps.push(...holderSteps('group', group, found));
  }
  for (const role of wanted.roles) {
    const found = byName(present.roles, role.name);
    if (found === undefined) steps.push({ kind: 'create-role', role });
    else if (differs(role, found)) steps.push({ kind: 'change-role', role });
    steps.push(...boundSteps('role', role, found), ...holderSteps('role', role, found));
  }
  for (const user of wanted.users) {
    const found = byName(present.users, user.name);
    if (found === undefined) steps.push({ kind: 'create-user', user });
    steps.push(...boundSteps('user', user, found), ...holderSteps('user', user, found));
    for (const group of user.groups) {
      if (!found?.groups.includes(group)) steps.push({ kind: 'join', user: user.name, group });
    }
  }
  return steps;
}

/** IAM's names are unique without regard to case. */
function byName<T extends { readonly name: string }>(list: readonly T[], name: string) {
  return list.find((one) => one.name.toLowerCase() === name.toLowerCase());
}

function differs(role: RoleFacts, found: RoleFacts): boolean {
  return (
    role.trust !== found.trust ||
    role.maxSessionSeconds !== found.maxSessionSeconds ||
    (role.description ?? '') !== (found.description ?? '')
  );
}

function boundSteps(
  holder: 'user' | 'role',
  { name, boundary: arn }: UserFacts | RoleFacts,
  found: UserFacts | RoleFacts | undefined,
): ImportStep[] {
  // A new one is made with its boundary, so that it is never without.
  if (arn === undefined || found === undefined || found.boundary === arn) return [];
  return [{ kind: 'bound', holder, name, arn }];
}

function holderSteps(
  holder: HolderKind,
  { name, attached, inline }: GroupFacts,
  found: GroupFacts | undefined,
): ImportStep[] {
  const missing = attached.filter((arn) => !found?.attached.includes(arn));
  const changed = inline.filter(
    (policy) => byName(found?.inline ?? [], policy.name)?.document !== policy.document,
  );
  return [
    ...missing.map((arn) => ({ kind: 'attach' as const, holder, name, arn })),
    ...changed.map((policy) => ({ kind: 'put-inline' as const, holder, name, policy })),
  ];
}

/** A step in words, for the list that is confirmed. */
export function describeStep(step: ImportStep): string {
  switch (step.kind) {
    case 'create-policy':
      return `create the policy ${step.policy.name}`;
    case 'change-policy':
      return `give the policy ${step.policy.name} a new version`;
    case 'create-group':
      return `create the group ${step.group.name}`;
    case 'create-role':
      return `create the role ${step.role.name}`;
    case 'change-role':
      return `change the trust policy or settings of the role ${step.role.name}`;
    case 'create-user':
      return `create the user ${step.user.name}`;
    case 'bound':
      return `bound the ${step.holder} ${step.name} by ${step.arn}`;
    case 'attach':
      return `attach ${step.arn} to the ${step.holder} ${step.name}`;
    case 'put-inline':
      return `put the inline policy ${step.policy.name} of the ${step.holder} ${step.name}`;
    case 'join':
      return `put ${step.user} into the group ${step.group}`;
  }
}
