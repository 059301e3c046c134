import type { Deletion } from '../../../api/s3/deletion.ts';
import type { Entry } from '../../../api/s3/objects.ts';
import { DeletionDialog } from '../deletion-dialog.tsx';
import { KeyText } from '../key-text.tsx';

interface DeleteObjectsProps {
  readonly bucket: string;
  readonly entries: readonly Entry[];
  readonly onDone: (deleted: number) => void;
  readonly onCancel: () => void;
}

/** Names that are told one by one. */
const namedEntries = 10;

/** Deletes objects, and folders with all that is in them: for those a name has to be typed. */
export function DeleteObjects({ bucket, entries, onDone, onCancel }: DeleteObjectsProps) {
  const prefixes = entries.filter(({ kind }) => kind === 'prefix').map(({ key }) => key);
  const objects = entries.filter(({ kind }) => kind === 'object');
  const [onlyPrefix] = prefixes;
  const name = prefixes.length === 1 ? onlyPrefix : 'delete folders';
  const work = async (deletion: Deletion) => {
    await deletion.delete(objects.map(({ key }) => ({ key })));
    for (const prefix of prefixes) await deletion.deletePrefix(prefix);
  };
  return (
    <DeletionDialog
      bucket={bucket}
      title={entries.length === 1 ? 'Delete this?' : `Delete these ${entries.length}?`}
      name={prefixes.length === 0 ? undefined : name}
      verb="Delete"
      work={work}
      onDone={({ deleted }) => onDone(deleted)}
      onCancel={onCancel}
    >
      <ul>
        {entries.slice(0, namedEntries).map(({ key, kind }) => (
          <li key={key}>
            <KeyText text={key} />
            {kind === 'prefix' ? ' and all that begins with it' : ''}
          </li>
        ))}
        {entries.length > namedEntries ? <li>and {entries.length - namedEntries} more</li> : null}
      </ul>
      Where the bucket keeps versions, they stay below a delete marker and can be restored.
      Elsewhere this cannot be undone.
    </DeletionDialog>
  );
}
