import type { Principal } from '../policy/index.ts';
import type { Account, Role, Tag, User } from '../store/identities.ts';
import { assumedRoleArn, federatedUserArn, roleArn, rootArn, userArn } from './arns.ts';

/** What temporary credentials add to who acts with them. */
export interface SessionFacts {
  readonly issuedAtMs: number;
  readonly sourceIdentity?: string | undefined;
  /** The identity provider that vouched for the session. */
  readonly federatedProvider?: string | undefined;
  /** Session tags; one replaces the tag of the same key of the user or role. */
  readonly tags?: readonly Tag[] | undefined;
}

/** Tags as a map, later ones over earlier ones of the same key in whichever case. */
export function mergeTags(...lists: readonly (readonly Tag[])[]): ReadonlyMap<string, string> {
  const merged = new Map<string, Tag>();
  for (const tag of lists.flat()) merged.set(tag.key.toLowerCase(), tag);
  return new Map([...merged.values()].map(({ key, value }) => [key, value]));
}

/** A time as `aws:TokenIssueTime` has it: ISO 8601 with seconds. */
export function isoSeconds(atMs: number): string {
  return new Date(atMs).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

function sessionPart(facts: SessionFacts | undefined): Partial<Principal> {
  if (facts === undefined) return {};
  return {
    tokenIssueTime: isoSeconds(facts.issuedAtMs),
    ...(facts.sourceIdentity !== undefined && { sourceIdentity: facts.sourceIdentity }),
    ...(facts.federatedProvider !== undefined && { federatedProvider: facts.federatedProvider }),
  };
}

/** The root user of an account; with `session` when GetSessionToken made its credentials. */
export function rootPrincipal(account: Account, session?: SessionFacts): Principal {
  return {
    kind: 'root',
    arn: rootArn(account.accountId),
    accountId: account.accountId,
    userId: account.accountId,
    canonicalUserId: account.canonicalId,
    ...sessionPart(session),
  };
}

/** A user; with `session` when GetSessionToken made its credentials. */
export function userPrincipal(account: Account, user: User, session?: SessionFacts): Principal {
  return {
    kind: 'user',
    arn: userArn(user.accountId, user.path, user.userName),
    accountId: user.accountId,
    userId: user.userId,
    canonicalUserId: account.canonicalId,
    userName: user.userName,
    tags: mergeTags(user.tags),
    ...sessionPart(session),
  };
}

/** Whoever assumed a role. */
export function roleSessionPrincipal(
  account: Account,
  role: Role,
  sessionName: string,
  session: SessionFacts,
): Principal {
  return {
    kind: 'role-session',
    arn: assumedRoleArn(role.accountId, role.roleName, sessionName),
    accountId: role.accountId,
    userId: `${role.roleId}:${sessionName}`,
    canonicalUserId: account.canonicalId,
    roleArn: roleArn(role.accountId, role.path, role.roleName),
    roleId: role.roleId,
    sessionName,
    tags: mergeTags(role.tags, session.tags ?? []),
    ...sessionPart(session),
  };
}

/** A session of GetFederationToken, made by a user or (`user` undefined) by root. */
export function federatedPrincipal(
  account: Account,
  user: User | undefined,
  name: string,
  session: SessionFacts,
): Principal {
  const { accountId } = account;
  return {
    kind: 'federated-user',
    arn: federatedUserArn(accountId, name),
    accountId,
    userId: `${accountId}:${name}`,
    canonicalUserId: account.canonicalId,
    sessionName: name,
    issuerArn: user ? userArn(accountId, user.path, user.userName) : rootArn(accountId),
    issuerId: user ? user.userId : accountId,
    tags: mergeTags(user?.tags ?? [], session.tags ?? []),
    ...sessionPart(session),
  };
}
