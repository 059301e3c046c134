import { deleteGroup, listMembers, removeUserFromGroup } from '../../api/iam/groups.ts';
import {
  attachedPolicies,
  deleteInlinePolicy,
  detachPolicy,
  inlinePolicies,
} from '../../api/iam/policies.ts';
import { all } from '../../api/query.ts';
import { ConfirmByName } from '../../parts/confirm-by-name.tsx';

interface DeleteGroupProps {
  readonly groupName: string;
  readonly onDeleted: () => void;
  readonly onCancel: () => void;
}

/** IAM deletes only a group that has nothing: members and policies go first. */
async function deleteWhole(groupName: string): Promise<void> {
  const holder = { kind: 'Group', name: groupName } as const;
  for (const { userName } of await all((page) => listMembers(groupName, page))) {
    await removeUserFromGroup(groupName, userName);
  }
  for (const { arn } of await attachedPolicies(holder)) await detachPolicy(holder, arn);
  for (const name of await inlinePolicies(holder)) await deleteInlinePolicy(holder, name);
  await deleteGroup(groupName);
}

/** Deletes a group when its name was typed. Its users stay. */
export function DeleteGroup({ groupName, onDeleted, onCancel }: DeleteGroupProps) {
  return (
    <ConfirmByName
      title={`Delete group ${groupName}?`}
      name={groupName}
      verb="Delete"
      onConfirm={() => deleteWhole(groupName).then(onDeleted)}
      onCancel={onCancel}
    >
      Its users stay, and lose at once what they could do by this group alone.
    </ConfirmByName>
  );
}
