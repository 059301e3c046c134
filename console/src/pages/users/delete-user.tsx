import { deleteAccessKey, listAccessKeys } from '../../api/iam/access-keys.ts';
import { groupsOfUser, removeUserFromGroup } from '../../api/iam/groups.ts';
import {
  attachedPolicies,
  deleteInlinePolicy,
  detachPolicy,
  inlinePolicies,
} from '../../api/iam/policies.ts';
import { deleteLoginProfile, deleteUser } from '../../api/iam/users.ts';
import { ServiceError } from '../../api/service-error.ts';
import { ConfirmByName } from '../../parts/confirm-by-name.tsx';

interface DeleteUserProps {
  readonly userName: string;
  readonly onDeleted: () => void;
  readonly onCancel: () => void;
}

/** IAM deletes only a user that has nothing: everything goes first, in the order of its checks. */
async function deleteWhole(userName: string): Promise<void> {
  const holder = { kind: 'User', name: userName } as const;
  for (const { arn } of await attachedPolicies(holder)) await detachPolicy(holder, arn);
  for (const name of await inlinePolicies(holder)) await deleteInlinePolicy(holder, name);
  for (const { groupName } of await groupsOfUser(userName)) {
    await removeUserFromGroup(groupName, userName);
  }
  await deleteLoginProfile(userName).catch((error: unknown) => {
    if (!(error instanceof ServiceError && error.isMissing)) throw error;
  });
  for (const { accessKeyId } of await listAccessKeys(userName)) {
    await deleteAccessKey(userName, accessKeyId);
  }
  await deleteUser(userName);
}

/** Deletes a user with all that belongs to it, when its name was typed. */
export function DeleteUser({ userName, onDeleted, onCancel }: DeleteUserProps) {
  return (
    <ConfirmByName
      title={`Delete user ${userName}?`}
      name={userName}
      verb="Delete"
      onConfirm={() => deleteWhole(userName).then(onDeleted)}
      onCancel={onCancel}
    >
      Its password, access keys, inline policies and memberships go with it. Whatever uses its keys
      stops working at once. This cannot be undone.
    </ConfirmByName>
  );
}
