import { callQuery, type Page, type PageRequest, pageOf, paging } from '../query.ts';
import type { XmlNode } from '../xml.ts';
import { readTag, type Tag, tagInput } from './tags.ts';

export interface User {
  readonly userName: string;
  readonly path: string;
  readonly userId: string;
  readonly arn: string;
  readonly createDate: Date | undefined;
  readonly passwordLastUsed: Date | undefined;
  readonly permissionsBoundary: string | undefined;
  readonly tags: readonly Tag[];
}

function readUser(node: XmlNode | undefined): User {
  return {
    userName: node?.text('UserName') ?? '',
    path: node?.text('Path') ?? '/',
    userId: node?.text('UserId') ?? '',
    arn: node?.text('Arn') ?? '',
    createDate: node?.date('CreateDate'),
    passwordLastUsed: node?.date('PasswordLastUsed'),
    permissionsBoundary: node?.child('PermissionsBoundary')?.optional('PermissionsBoundaryArn'),
    tags: node?.list('Tags', readTag) ?? [],
  };
}

/** A page of the account's users, by name. */
export async function listUsers(page: PageRequest): Promise<Page<User>> {
  return pageOf(await callQuery('iam', 'ListUsers', paging(page)), 'Users', readUser);
}

export async function getUser(userName: string): Promise<User> {
  return readUser((await callQuery('iam', 'GetUser', { UserName: userName })).child('User'));
}

export async function createUser(
  userName: string,
  path: string,
  tags: readonly Tag[],
): Promise<User> {
  const input = { UserName: userName, Path: path, Tags: tagInput(tags) };
  return readUser((await callQuery('iam', 'CreateUser', input)).child('User'));
}

export async function deleteUser(userName: string): Promise<void> {
  await callQuery('iam', 'DeleteUser', { UserName: userName });
}

export interface LoginProfile {
  readonly createDate: Date | undefined;
  readonly passwordResetRequired: boolean;
}

/** @throws ServiceError NoSuchEntity where the user has no password */
export async function getLoginProfile(userName: string): Promise<LoginProfile> {
  const result = await callQuery('iam', 'GetLoginProfile', { UserName: userName });
  const profile = result.child('LoginProfile');
  return {
    createDate: profile?.date('CreateDate'),
    passwordResetRequired: profile?.flag('PasswordResetRequired') ?? false,
  };
}

export async function createLoginProfile(
  userName: string,
  password: string,
  resetRequired: boolean,
): Promise<void> {
  await callQuery('iam', 'CreateLoginProfile', {
    UserName: userName,
    Password: password,
    PasswordResetRequired: resetRequired,
  });
}

export async function updateLoginProfile(
  userName: string,
  password: string,
  resetRequired: boolean,
): Promise<void> {
  await callQuery('iam', 'UpdateLoginProfile', {
    UserName: userName,
    Password: password,
    PasswordResetRequired: resetRequired,
  });
}

export async function deleteLoginProfile(userName: string): Promise<void> {
  await callQuery('iam', 'DeleteLoginProfile', { UserName: userName });
}
