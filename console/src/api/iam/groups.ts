import { all, callQuery, type Page, type PageRequest, pageOf, paging } from '../query.ts';
import type { XmlNode } from '../xml.ts';

export interface Group {
  readonly groupName: string;
  readonly path: string;
  readonly arn: string;
  readonly createDate: Date | undefined;
}

export interface Member {
  readonly userName: string;
  readonly arn: string;
  readonly createDate: Date | undefined;
}

function readGroup(node: XmlNode | undefined): Group {
  return {
    groupName: node?.text('GroupName') ?? '',
    path: node?.text('Path') ?? '/',
    arn: node?.text('Arn') ?? '',
    createDate: node?.date('CreateDate'),
  };
}

function readMember(node: XmlNode): Member {
  return {
    userName: node.text('UserName'),
    arn: node.text('Arn'),
    createDate: node.date('CreateDate'),
  };
}

/** A page of the account's groups, by name. */
export async function listGroups(page: PageRequest): Promise<Page<Group>> {
  return pageOf(await callQuery('iam', 'ListGroups', paging(page)), 'Groups', readGroup);
}

export async function getGroup(groupName: string): Promise<Group> {
  const result = await callQuery('iam', 'GetGroup', { GroupName: groupName, MaxItems: 1 });
  return readGroup(result.child('Group'));
}

/** A page of the users in a group. */
export async function listMembers(groupName: string, page: PageRequest): Promise<Page<Member>> {
  const input = { GroupName: groupName, ...paging(page) };
  return pageOf(await callQuery('iam', 'GetGroup', input), 'Users', readMember);
}

export async function groupsOfUser(userName: string): Promise<Group[]> {
  return all(async (page) => {
    const input = { UserName: userName, ...paging(page) };
    return pageOf(await callQuery('iam', 'ListGroupsForUser', input), 'Groups', readGroup);
  });
}

export async function createGroup(groupName: string): Promise<void> {
  await callQuery('iam', 'CreateGroup', { GroupName: groupName });
}

export async function deleteGroup(groupName: string): Promise<void> {
  await callQuery('iam', 'DeleteGroup', { GroupName: groupName });
}

export async function addUserToGroup(groupName: string, userName: string): Promise<void> {
  await callQuery('iam', 'AddUserToGroup', { GroupName: groupName, UserName: userName });
}

export async function removeUserFromGroup(groupName: string, userName: string): Promise<void> {
  await callQuery('iam', 'RemoveUserFromGroup', { GroupName: groupName, UserName: userName });
}
