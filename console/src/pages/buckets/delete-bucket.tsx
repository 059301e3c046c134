import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRef, useState } from 'react';
import { deleteBucket } from '../../api/s3/buckets.ts';
import type { Deletion } from '../../api/s3/deletion.ts';
import { useFlash } from '../../frame/flash.tsx';
import { DeletionDialog } from './deletion-dialog.tsx';

interface DeleteBucketProps {
  readonly bucket: string;
  /** Told whether the bucket is gone; it stays where something in it could not be deleted. */
  readonly onDone: (isGone: boolean) => void;
  readonly onCancel: () => void;
}

/** Deletes a bucket when its name was typed; what is in it only where that is asked for. */
export function DeleteBucket({ bucket, onDone, onCancel }: DeleteBucketProps) {
  const [withAll, setWithAll] = useState(false);
  const isGone = useRef(false);
  const { show } = useFlash();
  const work = async (deletion: Deletion) => {
    if (withAll) await deletion.empty();
    if (deletion.progress.failures.length > 0) return;
    await deleteBucket(bucket);
    isGone.current = true;
  };
  return (
    <DeletionDialog
      bucket={bucket}
      title={`Delete bucket ${bucket}?`}
      name={bucket}
      verb="Delete"
      work={work}
      onDone={() => {
        if (isGone.current) show({ type: 'success', content: `Bucket ${bucket} was deleted.` });
        onDone(isGone.current);
      }}
      onCancel={onCancel}
    >
      <SpaceBetween size="s">
        <div>
          The bucket goes with its policy and all of its settings. Its name is free for others then.
        </div>
        <Checkbox checked={withAll} onChange={({ detail }) => setWithAll(detail.checked)}>
          Delete everything in it first: every object, version and unfinished upload
        </Checkbox>
      </SpaceBetween>
    </DeletionDialog>
  );
}
