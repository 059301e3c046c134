import { callQuery, type Page, type PageRequest, pageOf, paging } from '../query.ts';
import type { XmlNode } from '../xml.ts';
import { readTag, type Tag } from './tags.ts';

export interface Role {
  readonly roleName: string;
  readonly path: string;
  readonly arn: string;
  readonly createDate: Date | undefined;
  readonly description: string | undefined;
  readonly maxSessionSeconds: number;
  /** The text of the trust policy. */
  readonly trustPolicy: string;
  readonly lastUsed: Date | undefined;
  readonly permissionsBoundary: string | undefined;
  readonly tags: readonly Tag[];
}

function readRole(node: XmlNode | undefined): Role {
  return {
    roleName: node?.text('RoleName') ?? '',
    path: node?.text('Path') ?? '/',
    arn: node?.text('Arn') ?? '',
    createDate: node?.date('CreateDate'),
    description: node?.optional('Description'),
    maxSessionSeconds: node?.number('MaxSessionDuration') ?? 0,
    trustPolicy: decodeURIComponent(node?.text('AssumeRolePolicyDocument') ?? ''),
    lastUsed: node?.child('RoleLastUsed')?.date('LastUsedDate'),
    permissionsBoundary: node?.child('PermissionsBoundary')?.optional('PermissionsBoundaryArn'),
    tags: node?.list('Tags', readTag) ?? [],
  };
}

/** A page of the account's roles, by name. */
export async function listRoles(page: PageRequest): Promise<Page<Role>> {
  return pageOf(await callQuery('iam', 'ListRoles', paging(page)), 'Roles', readRole);
}

export async function getRole(roleName: string): Promise<Role> {
  return readRole((await callQuery('iam', 'GetRole', { RoleName: roleName })).child('Role'));
}

export async function createRole(
  roleName: string,
  trustPolicy: string,
  description: string,
): Promise<void> {
  await callQuery('iam', 'CreateRole', {
    RoleName: roleName,
    AssumeRolePolicyDocument: trustPolicy,
    Description: description === '' ? undefined : description,
  });
}

export async function updateTrustPolicy(roleName: string, trustPolicy: string): Promise<void> {
  const input = { RoleName: roleName, PolicyDocument: trustPolicy };
  await callQuery('iam', 'UpdateAssumeRolePolicy', input);
}

export async function deleteRole(roleName: string): Promise<void> {
  await callQuery('iam', 'DeleteRole', { RoleName: roleName });
}
