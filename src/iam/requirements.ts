import {
  groupArn,
  instanceProfileArn,
  parseIamArn,
  policyArn,
  roleArn,
  rootArn,
  userArn,
} from '../identity/arns.ts';
import type { ConditionFacts, Requirement } from '../operation/requirement.ts';
import type { Tag } from '../store/identities.ts';
import { callerUserName } from './caller-name.ts';
import type { IamContext } from './define.ts';

/**
 * What an operation of IAM needs: its action on the ARN of the entity as it is stored, with path
 * and case. An entity that is not there gets the ARN that it would have under `/`, so that a caller
 * without the right is denied before it learns that there is nothing. Source: "Actions, resources,
 * and condition keys for AWS Identity and Access Management".
 */
type Requirements = readonly Requirement[];

type Facts = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The action on everything: for actions without a resource of their own. */
export function onAccount(action: string): Requirements {
  return [{ action, resource: '*' }];
}

/**
 * The lists of entities. The reference names no resource for them; the service asks for the path,
 * as its denials show (`iam:ListRoles on resource: arn:aws:iam::111122223333:role/`).
 */
export function onPath(
  { accountId }: IamContext,
  action: string,
  kind: 'user' | 'group' | 'role' | 'instance-profile' | 'policy',
  pathPrefix = '/',
): Requirements {
  if (kind === 'policy') return [{ action, resource: `policy path ${pathPrefix}` }];
  return [{ action, resource: `arn:aws:iam::${accountId}:${kind}${pathPrefix}` }];
}

/** The action on a user. */
export async function onUser(
  { accountId, identities }: IamContext,
  action: string,
  userName: string,
  facts: Facts = {},
): Promise<Requirements> {
  const user = await identities.user(accountId, userName);
  const resource = userArn(accountId, user?.path ?? '/', user?.userName ?? userName);
  const known = { 'iam:permissionsboundary': user?.permissionsBoundary, ...facts };
  return [requirement(action, resource, user?.tags, known)];
}

/** As `onUser`; without a name the caller is meant. */
export async function onUserOrCaller(
  context: IamContext,
  action: string,
  userName: string | undefined,
): Promise<Requirements> {
  const name = userName ?? callerUserName(context);
  if (name === undefined) return [{ action, resource: rootArn(context.accountId) }];
  return onUser(context, action, name);
}

/** The action on a group. */
export async function onGroup(
  { accountId, identities }: IamContext,
  action: string,
  groupName: string,
  facts: Facts = {},
): Promise<Requirements> {
  const group = await identities.group(accountId, groupName);
  const resource = groupArn(accountId, group?.path ?? '/', group?.groupName ?? groupName);
  return [requirement(action, resource, undefined, facts)];
}

/** The action on a role. */
export async function onRole(
  { accountId, identities }: IamContext,
  action: string,
  roleName: string,
  facts: Facts = {},
): Promise<Requirements> {
  const role = await identities.role(accountId, roleName);
  const resource = roleArn(accountId, role?.path ?? '/', role?.roleName ?? roleName);
  const known = { 'iam:permissionsboundary': role?.permissionsBoundary, ...facts };
  return [requirement(action, resource, role?.tags, known)];
}

/** The action on an instance profile. */
export async function onInstanceProfile(
  { accountId, identities }: IamContext,
  action: string,
  name: string,
  facts: Facts = {},
): Promise<Requirements> {
  const profile = await identities.instanceProfile(accountId, name);
  const shown = profile?.instanceProfileName ?? name;
  const resource = instanceProfileArn(accountId, profile?.path ?? '/', shown);
  return [requirement(action, resource, profile?.tags, facts)];
}

/** A policy is named by its ARN, which is taken as it was given. */
export async function onPolicy(
  { identities }: IamContext,
  action: string,
  arn: string,
  facts: Facts = {},
): Promise<Requirements> {
  const policy = await identities.policy(arn);
  return [requirement(action, arn, policy?.tags, facts)];
}

/** The action on an OpenID Connect provider, which is named by its ARN. */
export async function onOidcProvider(
  { identities }: IamContext,
  action: string,
  arn: string,
  facts: Facts = {},
): Promise<Requirements> {
  const provider = await identities.oidcProvider(arn);
  return [requirement(action, arn, provider?.tags, facts)];
}

/** The user, group, role or policy of an ARN. */
export async function onEntity(
  context: IamContext,
  action: string,
  arn: string,
): Promise<Requirements> {
  const entity = parseIamArn(arn);
  switch (entity?.accountId === context.accountId ? entity.kind : undefined) {
    case 'user':
      return onUser(context, action, entity?.name ?? '');
    case 'role':
      return onRole(context, action, entity?.name ?? '');
    case 'policy':
      return onPolicy(context, action, arn);
    default:
      return [{ action, resource: arn }];
  }
}

interface TagInput {
  readonly Key: string;
  readonly Value: string;
}

/** An entity that is about to be made: its action, and the right to tag when it comes with tags. */
export function onNew(
  action: string,
  tagAction: string | undefined,
  resource: string,
  tags: readonly TagInput[] | undefined,
  facts: Facts = {},
): Requirements {
  const all = { ...facts, ...tagFacts(tags) };
  const create = requirement(action, resource, undefined, all);
  if (tagAction === undefined || tags === undefined || tags.length === 0) return [create];
  return [create, requirement(tagAction, resource, undefined, all)];
}

export const newArn = { user: userArn, group: groupArn, role: roleArn, policy: policyArn };

/** `aws:RequestTag/*` and `aws:TagKeys`. */
export function tagFacts(tags: readonly TagInput[] = []): Facts {
  if (tags.length === 0) return {};
  const pairs = tags.map(({ Key, Value }) => [`aws:requesttag/${Key.toLowerCase()}`, Value]);
  return { 'aws:tagkeys': tags.map(({ Key }) => Key), ...Object.fromEntries(pairs) };
}

/** `aws:TagKeys` of an untagging. */
export function tagKeyFacts(keys: readonly string[]): Facts {
  return { 'aws:tagkeys': keys };
}

function requirement(
  action: string,
  resource: string,
  tags: readonly Tag[] | undefined,
  facts: Facts,
): Requirement {
  const context = new Map<string, string | readonly string[]>();
  for (const { key, value } of tags ?? []) {
    const folded = key.toLowerCase();
    context.set(`aws:resourcetag/${folded}`, value);
    context.set(`iam:resourcetag/${folded}`, value);
  }
  for (const [key, value] of Object.entries(facts)) {
    if (value !== undefined) context.set(key, value);
  }
  const known: ConditionFacts = context;
  return { action, resource, context: known };
}
