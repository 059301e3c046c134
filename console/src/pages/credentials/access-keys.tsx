import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import {
  type AccessKey,
  accessKeyLastUsed,
  listAccessKeys,
  updateAccessKey,
} from '../../api/iam/access-keys.ts';
import { useFlash } from '../../frame/flash.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { Age, daysSince } from '../../parts/moments.tsx';
import { oldKeyDays } from '../users/keys-cell.tsx';
import { DeleteKey } from './delete-key.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';

interface AccessKeysProps {
  /** Undefined for root, whose keys belong to no user. */
  readonly userName: string | undefined;
  readonly arn: string;
  readonly onChanged?: () => void;
}

type Dialog =
  | { readonly kind: 'create' }
  | { readonly kind: 'rotate' | 'delete'; readonly key: AccessKey };

/** AWS's limit: two, so that one can be replaced by the other. */
const keysLimit = 2;

const columns = [
  {
    id: 'id',
    header: 'Access key ID',
    isRowHeader: true,
    cell: (key: AccessKey) => key.accessKeyId,
  },
  {
    id: 'status',
    header: 'Status',
    cell: ({ status }: AccessKey) => (
      <StatusIndicator type={status === 'Active' ? 'success' : 'stopped'}>{status}</StatusIndicator>
    ),
  },
  { id: 'age', header: 'Age', cell: (key: AccessKey) => <KeyAge createDate={key.createDate} /> },
  { id: 'used', header: 'Last used', cell: (key: AccessKey) => <LastUsed id={key.accessKeyId} /> },
];

function KeyAge({ createDate }: { readonly createDate: Date | undefined }) {
  if (createDate === undefined || daysSince(createDate) <= oldKeyDays) {
    return <Age of={createDate} />;
  }
  return (
    <StatusIndicator type="warning">
      <Age of={createDate} />, rotate it
    </StatusIndicator>
  );
}

function LastUsed({ id }: { readonly id: string }) {
  const { value: use } = useLoad(() => accessKeyLastUsed(id), id);
  if (use === undefined) return <>-</>;
  if (use.date === undefined) return <>Never</>;
  return (
    <>
      <Age of={use.date} /> ({use.service}, {use.region})
    </>
  );
}

/** The access keys of a user or of root: make, rotate, turn off and on, delete. */
export function AccessKeys({ userName, arn, onChanged }: AccessKeysProps) {
  const loaded = useLoad(() => listAccessKeys(userName), userName);
  const [selected, setSelected] = useState<AccessKey>();
  const [dialog, setDialog] = useState<Dialog>();
  const { show, showError } = useFlash();
  const done = (content: string) => {
    show({ type: 'success', content });
    setDialog(undefined);
    setSelected(undefined);
    loaded.reload();
    onChanged?.();
  };
  const toggle = async ({ accessKeyId, status }: AccessKey) => {
    const wanted = status === 'Active' ? 'Inactive' : 'Active';
    try {
      await updateAccessKey(userName, accessKeyId, wanted);
      done(`${accessKeyId} is ${wanted.toLowerCase()} now.`);
    } catch (error) {
      showError(error);
    }
  };
  return (
    <WhenLoaded of={loaded}>
      {(keys) => (
        <>
          <ListTable
            items={keys}
            title="Access keys"
            trackBy="accessKeyId"
            columnDefinitions={columns}
            selectionType="single"
            selected={selected === undefined ? [] : [selected]}
            onSelect={([first]) => setSelected(first)}
            nameOf={({ accessKeyId }) => accessKeyId}
            actions={
              <KeyActions
                arn={arn}
                count={keys.length}
                selected={selected}
                onToggle={toggle}
                onDialog={setDialog}
              />
            }
            empty={
              <EmptyState title="No access keys">
                Programs sign their requests with a key: the AWS CLI, SDKs, your applications.
              </EmptyState>
            }
          />
          <KeyDialog
            userName={userName}
            dialog={dialog}
            onDone={done}
            onCancel={() => setDialog(undefined)}
          />
        </>
      )}
    </WhenLoaded>
  );
}

interface KeyDialogProps {
  readonly userName: string | undefined;
  readonly dialog: Dialog | undefined;
  readonly onDone: (content: string) => void;
  readonly onCancel: () => void;
}

function KeyDialog({ userName, dialog, onDone, onCancel }: KeyDialogProps) {
  if (dialog === undefined) return null;
  if (dialog.kind === 'delete') {
    const { key } = dialog;
    const deleted = () => onDone(`${key.accessKeyId} was deleted.`);
    return (
      <DeleteKey userName={userName} accessKey={key} onDeleted={deleted} onCancel={onCancel} />
    );
  }
  const replaced = dialog.kind === 'rotate' ? dialog.key : undefined;
  return (
    <NewKeyDialog userName={userName} replaced={replaced} onDone={onDone} onCancel={onCancel} />
  );
}

interface KeyActionsProps {
  readonly arn: string;
  readonly count: number;
  readonly selected: AccessKey | undefined;
  readonly onToggle: (key: AccessKey) => void;
  readonly onDialog: (dialog: Dialog) => void;
}

function KeyActions({ arn, count, selected, onToggle, onDialog }: KeyActionsProps) {
  const isFull = count >= keysLimit;
  const fullReason = isFull ? 'There are two keys, the most there may be. Delete one.' : undefined;
  const none = selected === undefined;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ActionButton
        action="iam:UpdateAccessKey"
        resource={arn}
        disabled={none}
        onClick={() => selected && onToggle(selected)}
      >
        {selected?.status === 'Inactive' ? 'Make active' : 'Make inactive'}
      </ActionButton>
      <ActionButton
        action="iam:DeleteAccessKey"
        resource={arn}
        disabled={none}
        onClick={() => selected && onDialog({ kind: 'delete', key: selected })}
      >
        Delete
      </ActionButton>
      <ActionButton
        action="iam:CreateAccessKey"
        resource={arn}
        disabled={none || isFull}
        disabledReason={none ? undefined : fullReason}
        onClick={() => selected && onDialog({ kind: 'rotate', key: selected })}
      >
        Rotate
      </ActionButton>
      <ActionButton
        action="iam:CreateAccessKey"
        resource={arn}
        variant="primary"
        disabled={isFull}
        disabledReason={fullReason}
        onClick={() => onDialog({ kind: 'create' })}
      >
        Create access key
      </ActionButton>
    </SpaceBetween>
  );
}
