import { objectArn } from '../../../api/s3/address.ts';
import { ActionButton } from '../../../parts/action-button.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import type { ChosenFile } from '../uploads/dropped-files.ts';
import { pickFiles } from '../uploads/pick-files.ts';
import { folderOf } from './folders.ts';

interface NoObjectsProps {
  readonly bucket: string;
  readonly prefix: string;
  readonly onChosen: (files: readonly ChosenFile[]) => void;
}

/** What stands where no object is. */
export function NoObjects({ bucket, prefix, onChosen }: NoObjectsProps) {
  if (folderOf(prefix) !== prefix) {
    return (
      <EmptyState title="No matches">
        No key begins with <bdi>{prefix}</bdi>. Keys are compared letter by letter, small and
        capital ones apart.
      </EmptyState>
    );
  }
  const choose = async () => {
    const files = await pickFiles('files');
    if (files.length > 0) onChosen(files);
  };
  return (
    <EmptyState
      title={prefix === '' ? 'This bucket is empty' : 'This folder is empty'}
      action={
        <ActionButton
          action="s3:PutObject"
          resource={objectArn(bucket, `${prefix}*`)}
          onClick={() => void choose()}
        >
          Choose files
        </ActionButton>
      }
    >
      Drop files or folders here, or choose them. Folders are nothing but beginnings that keys have
      in common, up to a slash.
    </EmptyState>
  );
}
