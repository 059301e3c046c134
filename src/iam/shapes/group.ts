import { groupArn } from '../../identity/arns.ts';
import { type Infer, structure, text, timestamp } from '../../operation/shape.ts';
import type { Group } from '../../store/identities.ts';

export const groupShape = structure({
  Path: text(),
  GroupName: text(),
  GroupId: text(),
  Arn: text(),
  CreateDate: timestamp('seconds'),
});

/** A group as every response shows it. */
export function describeGroup(group: Group): Infer<typeof groupShape> {
  return {
    Path: group.path,
    GroupName: group.groupName,
    GroupId: group.groupId,
    Arn: groupArn(group.accountId, group.path, group.groupName),
    CreateDate: group.createdAtMs,
  };
}
