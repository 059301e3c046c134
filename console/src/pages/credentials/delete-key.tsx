import { type AccessKey, deleteAccessKey, updateAccessKey } from '../../api/iam/access-keys.ts';
import { ConfirmByName } from '../../parts/confirm-by-name.tsx';
import { useSession } from '../../session/session-context.ts';

interface DeleteKeyProps {
  readonly userName: string | undefined;
  readonly accessKey: AccessKey;
  readonly onDeleted: () => void;
  readonly onCancel: () => void;
}

/** Deletes a key when its id was typed: nothing brings it back. */
export function DeleteKey({ userName, accessKey, onDeleted, onCancel }: DeleteKeyProps) {
  const { session } = useSession();
  const { accessKeyId, status } = accessKey;
  const isOwn = session.accessKeyId === accessKeyId;
  const remove = async () => {
    // As AWS's console has it: off first, so that what still uses it is refused, then gone.
    if (status === 'Active' && !isOwn) await updateAccessKey(userName, accessKeyId, 'Inactive');
    await deleteAccessKey(userName, accessKeyId);
    onDeleted();
  };
  return (
    <ConfirmByName
      title={`Delete ${accessKeyId}?`}
      name={accessKeyId}
      verb="Delete"
      onConfirm={remove}
      onCancel={onCancel}
    >
      {isOwn
        ? 'You signed in with this key: your session ends with it. '
        : 'Whatever signs with it is refused from then on. '}
      {userName === undefined
        ? 'When the last key of root is gone, root cannot be used until an operator makes a new one on the server. Be sure that a user with AdministratorAccess can sign in.'
        : 'If you are not sure whether it is in use, make it inactive first: that can be undone.'}
    </ConfirmByName>
  );
}
