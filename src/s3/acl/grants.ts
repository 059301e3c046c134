import type { AclGrant } from '../../operation/requirement.ts';

export const permissions = ['FULL_CONTROL', 'READ', 'WRITE', 'READ_ACP', 'WRITE_ACP'] as const;
export type Permission = (typeof permissions)[number];

/** Predefined groups of S3, by the URI that names them. */
export const groupUris = {
  everyone: 'http://acs.amazonaws.com/groups/global/AllUsers',
  authenticated: 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers',
  logDelivery: 'http://acs.amazonaws.com/groups/s3/LogDelivery',
} as const;

export type Grantee =
  | { readonly kind: 'account'; readonly canonicalId: string }
  | { readonly kind: 'group'; readonly uri: string };

export interface Grant {
  readonly grantee: Grantee;
  readonly permission: Permission;
}

/** AWS's limit of one access control list. */
export const maxGrants = 100;

/** A list as it is kept. */
export function writeGrants(grants: readonly Grant[]): string {
  return JSON.stringify(
    grants.map(({ grantee, permission }) =>
      grantee.kind === 'group'
        ? [permission, 'u', grantee.uri]
        : [permission, 'c', grantee.canonicalId],
    ),
  );
}

/**
 * Reads a kept list.
 * @param text undefined stands for the owner's full control alone
 */
export function readGrants(text: string | undefined, ownerId: string): readonly Grant[] {
  if (text === undefined) return [fullControl(ownerId)];
  const rows: unknown = JSON.parse(text);
  if (!Array.isArray(rows)) throw new Error('a kept access control list is no list');
  return rows.map((row: unknown): Grant => {
    const [name, kind, value]: unknown[] = Array.isArray(row) ? row : [];
    const permission = permissions.find((known) => known === name);
    if (permission === undefined || typeof value !== 'string') {
      throw new Error('a kept access control list has a row that is no grant');
    }
    const grantee: Grantee =
      kind === 'u' ? { kind: 'group', uri: value } : { kind: 'account', canonicalId: value };
    return { grantee, permission };
  });
}

/** The grant that an owner has: everything, by the account's canonical id. */
export function fullControl(canonicalId: string): Grant {
  return { grantee: { kind: 'account', canonicalId }, permission: 'FULL_CONTROL' };
}

/** Whether a list grants anything to everyone, or to everyone with an account. */
export function isPublic(grants: readonly Grant[]): boolean {
  return grants.some(({ grantee }) => isPublicGrantee(grantee));
}

function isPublicGrantee(grantee: Grantee): boolean {
  return (
    grantee.kind === 'group' &&
    (grantee.uri === groupUris.everyone || grantee.uri === groupUris.authenticated)
  );
}

/** The service that the group of log delivery stands for. */
export const loggingService = 'logging.s3.amazonaws.com';

/** What a list grants to a service: the group of log delivery, and no other, is one. */
export function grantToService(
  grants: readonly Grant[],
  permission: Permission,
  service: string,
): AclGrant {
  const isGranted = grants.some(
    ({ grantee, permission: granted }) =>
      grantee.kind === 'group' &&
      grantee.uri === groupUris.logDelivery &&
      (granted === permission || granted === 'FULL_CONTROL'),
  );
  return isGranted && service === loggingService ? 'everyone' : undefined;
}

/**
 * What a list grants to a caller.
 * @param canonicalId undefined for an anonymous caller
 * @param ignorePublic leaves out grants to everyone (IgnorePublicAcls)
 */
export function grantTo(
  grants: readonly Grant[],
  permission: Permission,
  canonicalId: string | undefined,
  ignorePublic: boolean,
): AclGrant {
  let found: AclGrant;
  for (const { grantee, permission: granted } of grants) {
    if (granted !== permission && granted !== 'FULL_CONTROL') continue;
    if (grantee.kind === 'account') {
      if (grantee.canonicalId === canonicalId) found = 'account';
    } else if (!ignorePublic) {
      if (grantee.uri === groupUris.everyone) return 'everyone';
      if (grantee.uri === groupUris.authenticated && canonicalId !== undefined) found = 'account';
    }
  }
  return found;
}
