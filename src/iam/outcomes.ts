import type { Fail } from '../operation/operation.ts';
import type {
  Blocker,
  Conflict,
  Created,
  Done,
  EntityKind,
  Exists,
  Missing,
  OverLimit,
  QuotaName,
} from '../store/identities.ts';

/** What a store says instead of doing what it was asked. */
export type Refusal = Missing | Exists | OverLimit | Conflict;

interface CodeByOutcome {
  readonly missing: 'NoSuchEntity';
  readonly exists: 'EntityAlreadyExists';
  readonly limit: 'LimitExceeded';
  readonly conflict: 'DeleteConflict';
}

/** The error code that a refusal becomes; an operation has to declare those of its store calls. */
export type CodeOf<R extends Refusal> = CodeByOutcome[R['outcome']];

const codes: CodeByOutcome = {
  missing: 'NoSuchEntity',
  exists: 'EntityAlreadyExists',
  limit: 'LimitExceeded',
  conflict: 'DeleteConflict',
};

const absent: Readonly<Record<EntityKind, (name: string) => string>> = {
  account: (name) => `The account ${name} cannot be found.`,
  user: (name) => `The user with name ${name} cannot be found.`,
  group: (name) => `The group with name ${name} cannot be found.`,
  role: (name) => `The role with name ${name} cannot be found.`,
  'instance-profile': (name) => `Instance Profile ${name} cannot be found.`,
  policy: (arn) => `Policy ${arn} does not exist or is not attachable.`,
  'policy-version': (name) => `Policy version ${name} does not exist or is not attachable.`,
  'inline-policy': (name) => `The policy with name ${name} cannot be found.`,
  attachment: (arn) => `Policy ${arn} was not found.`,
  boundary: (name) => `The permissions boundary of ${name} cannot be found.`,
  membership: (name) => `The user with name ${name} is not in the group.`,
  'access-key': (id) => `The Access Key with id ${id} cannot be found.`,
  'login-profile': (name) => `Login Profile for User ${name} cannot be found.`,
  'password-policy': (accountId) =>
    `The Password Policy with domain name ${accountId} cannot be found.`,
  'oidc-provider': (arn) => `OpenIDConnect Provider not found for arn ${arn}`,
  alias: (alias) => `The account alias ${alias} cannot be found.`,
  report: (name) => `The report ${name} cannot be found.`,
};

const present: Partial<Readonly<Record<EntityKind, (name: string) => string>>> = {
  user: (name) => `User with name ${name} already exists.`,
  group: (name) => `Group with name ${name} already exists.`,
  role: (name) => `Role with name ${name} already exists.`,
  'instance-profile': (name) => `Instance Profile ${name} already exists.`,
  policy: (name) => `A policy called ${name} already exists. Duplicate names are not allowed.`,
  'login-profile': (name) => `Login Profile for user ${name} already exists.`,
  'oidc-provider': (url) => `Provider with url ${url} already exists.`,
  alias: (alias) => `The account alias ${alias} already exists.`,
};

/** The names of AWS's quotas in its messages, where they differ from ours. */
const quotaNames: Partial<Readonly<Record<QuotaName, string>>> = {
  AttachedPoliciesPerUser: 'PoliciesPerUser',
  AttachedPoliciesPerGroup: 'PoliciesPerGroup',
  AttachedPoliciesPerRole: 'PoliciesPerRole',
  RolesPerInstanceProfile: 'InstanceSessionsPerInstanceProfile',
  OidcProvidersPerAccount: 'OpenIdConnectProvidersPerAccount',
  ClientIdsPerOidcProvider: 'ClientIdsPerOpenIdConnectProvider',
  ThumbprintsPerOidcProvider: 'ThumbprintsPerOpenIdConnectProvider',
};

function limitMessage({ quota, value }: OverLimit): string {
  if (quota === 'TagsPerEntity') return 'The number of tags has reached the maximum limit.';
  if (quota === 'VersionsPerPolicy') {
    return (
      `A managed policy can have up to ${value} versions. Before you create a new version, ` +
      'you must delete an existing version.'
    );
  }
  return `Cannot exceed quota for ${quotaNames[quota] ?? quota}: ${value}`;
}

const blocked: Readonly<Record<Blocker, string>> = {
  'managed-policies': 'Cannot delete entity, must detach all policies first.',
  'inline-policies': 'Cannot delete entity, must delete policies first.',
  members: 'Cannot delete entity, must remove users from group first.',
  groups: 'Cannot delete entity, must remove users from group first.',
  'login-profile': 'Cannot delete entity, must delete login profile first.',
  'access-keys': 'Cannot delete entity, must delete access keys first.',
  'instance-profiles': 'Cannot delete entity, must remove roles from instance profile first.',
  roles: 'Cannot delete entity, must remove roles from instance profile first.',
  'policy-versions':
    'This policy has more than one version. Before you delete a policy, you must delete the ' +
    "policy's versions. The default version is deleted with the policy.",
  attachments: 'Cannot delete a policy attached to entities.',
  'default-version': 'Cannot delete the default version of a policy.',
};

function messageOf(refusal: Refusal): string {
  switch (refusal.outcome) {
    case 'missing':
      return absent[refusal.what](refusal.name);
    case 'exists':
      return present[refusal.what]?.(refusal.name) ?? `${refusal.name} already exists.`;
    case 'limit':
      return limitMessage(refusal);
    case 'conflict':
      return blocked[refusal.blocker];
  }
}

/** Ends the handler with the error that a refusal of the store stands for. */
export function refuse<R extends Refusal>(
  fail: Fail<CodeOf<R>>,
  refusal: R,
  message = messageOf(refusal),
): never {
  const outcome: R['outcome'] = refusal.outcome;
  return fail(codes[outcome], { message });
}

/** Goes on when it was done. */
export function expectDone<R extends Refusal>(fail: Fail<CodeOf<R>>, outcome: Done | R): void {
  if (outcome.outcome !== 'done') refuse(fail, outcome);
}

/** What was created. */
export function expectCreated<T, R extends Refusal>(
  fail: Fail<CodeOf<R>>,
  outcome: Created<T> | R,
): T {
  return outcome.outcome === 'created' ? outcome.value : refuse(fail, outcome);
}

/** What was looked for. */
export function expectFound<T extends object>(fail: Fail<'NoSuchEntity'>, found: T | Missing): T {
  return isMissing(found) ? refuse(fail, found) : found;
}

/** Whether a store answered that something is not there. */
export function isMissing(found: object): found is Missing {
  return 'outcome' in found && found.outcome === 'missing';
}

/** The refusal of a name that leads nowhere. */
export function missing(what: EntityKind, name: string): Missing {
  return { outcome: 'missing', what, name };
}
