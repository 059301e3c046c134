import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { bucketArn } from '../../../api/s3/address.ts';
import {
  getNotifications,
  type Notification,
  putNotifications,
} from '../../../api/s3/notifications.ts';
import { useFlash } from '../../../frame/flash.tsx';
import { ActionButton } from '../../../parts/action-button.tsx';
import { ConfirmByName } from '../../../parts/confirm-by-name.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ListTable } from '../../../parts/list-table.tsx';
import { useLoad } from '../../../parts/load.ts';
import { WhenLoaded } from '../../../parts/loading.tsx';
import { KeyText } from '../key-text.tsx';
import { NotificationDialog, newNotification } from './notification-dialog.tsx';

const columns = [
  {
    id: 'id',
    header: 'Name',
    isRowHeader: true,
    cell: ({ id }: Notification) => <KeyText text={id} />,
  },
  { id: 'events', header: 'Events', cell: ({ events }: Notification) => events.join(', ') },
  {
    id: 'keys',
    header: 'Keys',
    cell: ({ prefix, suffix }: Notification) => <KeyText text={`${prefix}*${suffix}`} />,
  },
  {
    id: 'destination',
    header: 'Destination',
    cell: ({ destination }: Notification) => <KeyText text={destination} />,
  },
];

type Dialog = 'add' | 'edit' | 'delete';

/** Who is told of objects that come and go. */
export function Notifications({ bucket }: { readonly bucket: string }) {
  const loaded = useLoad(() => getNotifications(bucket));
  const { show } = useFlash();
  const save = async (notifications: readonly Notification[], text: string) => {
    await putNotifications(bucket, notifications);
    show({ type: 'success', content: text });
    loaded.reload();
  };
  return (
    <WhenLoaded of={loaded}>
      {(all) => <Table key={JSON.stringify(all)} bucket={bucket} all={all} onSave={save} />}
    </WhenLoaded>
  );
}

interface TableProps {
  readonly bucket: string;
  readonly all: readonly Notification[];
  readonly onSave: (all: readonly Notification[], text: string) => Promise<void>;
}

function Table({ bucket, all, onSave }: TableProps) {
  const [[selected], setSelected] = useState<readonly Notification[]>([]);
  const [dialog, setDialog] = useState<Dialog>();
  const right = { action: 's3:PutBucketNotification', resource: bucketArn(bucket) };
  const ofSelected = {
    ...right,
    disabled: selected === undefined,
    disabledReason: selected === undefined ? 'Select a notification.' : undefined,
  };
  return (
    <>
      <ListTable
        items={all}
        title="Event notifications"
        columnDefinitions={columns}
        trackBy="id"
        selectionType="single"
        selected={selected === undefined ? [] : [selected]}
        onSelect={setSelected}
        nameOf={({ id }) => id}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <ActionButton
              {...ofSelected}
              ariaLabel="Edit notification"
              onClick={() => setDialog('edit')}
            >
              Edit
            </ActionButton>
            <ActionButton
              {...ofSelected}
              ariaLabel="Delete notification"
              onClick={() => setDialog('delete')}
            >
              Delete
            </ActionButton>
            <ActionButton {...right} onClick={() => setDialog('add')}>
              Add notification
            </ActionButton>
          </SpaceBetween>
        }
        empty={
          <EmptyState title="No event notifications">
            Queues and webhooks can be told of objects that come and go, while they do.
          </EmptyState>
        }
      />
      <Dialogs {...{ all, dialog, selected, onSave }} onClose={() => setDialog(undefined)} />
    </>
  );
}

interface DialogsProps extends Omit<TableProps, 'bucket'> {
  readonly dialog: Dialog | undefined;
  readonly selected: Notification | undefined;
  readonly onClose: () => void;
}

function Dialogs({ dialog, all, selected, onSave, onClose }: DialogsProps) {
  if (dialog === 'add') {
    return (
      <NotificationDialog
        notification={newNotification}
        onSave={(added) => onSave([...all, added], 'The notification was saved.')}
        onCancel={onClose}
      />
    );
  }
  if (dialog === undefined || selected === undefined) return null;
  if (dialog === 'edit') {
    const replaced = (edited: Notification) => all.map((one) => (one === selected ? edited : one));
    return (
      <NotificationDialog
        notification={selected}
        onSave={(edited) => onSave(replaced(edited), 'The notification was saved.')}
        onCancel={onClose}
      />
    );
  }
  const others = all.filter((one) => one !== selected);
  return (
    <ConfirmByName
      title={`Delete notification ${selected.id}?`}
      verb="Delete"
      onConfirm={() => onSave(others, 'The notification was deleted.')}
      onCancel={onClose}
    >
      {selected.destination} is told nothing more of this bucket by it.
    </ConfirmByName>
  );
}
