import { useFlash } from '../../frame/flash.tsx';
import { DeletionDialog } from './deletion-dialog.tsx';

interface BucketDialogProps {
  readonly bucket: string;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Deletes all that a bucket holds, when its name was typed. */
export function EmptyBucket({ bucket, onDone, onCancel }: BucketDialogProps) {
  const { show } = useFlash();
  return (
    <DeletionDialog
      bucket={bucket}
      title={`Empty bucket ${bucket}?`}
      name={bucket}
      verb="Empty"
      work={(deletion) => deletion.empty()}
      onDone={({ deleted, failures }) => {
        if (failures.length === 0) {
          show({ type: 'success', content: `${bucket} was emptied: ${deleted} deleted.` });
        }
        onDone();
      }}
      onCancel={onCancel}
    >
      Every object goes, with all of its versions and delete markers, and every unfinished upload.
      This cannot be undone, and objects that are added meanwhile may go too.
    </DeletionDialog>
  );
}
