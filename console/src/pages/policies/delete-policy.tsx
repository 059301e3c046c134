import {
  deletePolicy,
  deletePolicyVersion,
  detachPolicy,
  entitiesForPolicy,
  listPolicyVersions,
} from '../../api/iam/policies.ts';
import { ConfirmByName } from '../../parts/confirm-by-name.tsx';

interface DeletePolicyProps {
  readonly arn: string;
  readonly name: string;
  readonly onDeleted: () => void;
  readonly onCancel: () => void;
}

/** IAM deletes only a policy that nobody has and that has one version. */
async function deleteWhole(arn: string): Promise<void> {
  for (const holder of await entitiesForPolicy(arn)) await detachPolicy(holder, arn);
  for (const { versionId, isDefault } of await listPolicyVersions(arn)) {
    if (!isDefault) await deletePolicyVersion(arn, versionId);
  }
  await deletePolicy(arn);
}

/** Deletes a policy when its name was typed, and takes it from everybody first. */
export function DeletePolicy({ arn, name, onDeleted, onCancel }: DeletePolicyProps) {
  return (
    <ConfirmByName
      title={`Delete policy ${name}?`}
      name={name}
      verb="Delete"
      onConfirm={() => deleteWhole(arn).then(onDeleted)}
      onCancel={onCancel}
    >
      It is detached from every user, group and role, who lose at once what it allowed, and all its
      versions are gone.
    </ConfirmByName>
  );
}
