import Alert from '@cloudscape-design/components/alert';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import { useState } from 'react';
import type { Notification } from '../../../api/s3/notifications.ts';
import { SaveDialog } from '../../../parts/save-dialog.tsx';

const kindsOfEvents = [
  ['s3:ObjectCreated:*', 'However it is made'],
  ['s3:ObjectCreated:Put', 'In one request'],
  ['s3:ObjectCreated:Post', 'By a form'],
  ['s3:ObjectCreated:Copy', 'As a copy'],
  ['s3:ObjectCreated:CompleteMultipartUpload', 'Of parts'],
  ['s3:ObjectRemoved:*', 'However it goes'],
  ['s3:ObjectRemoved:Delete', 'For good'],
  ['s3:ObjectRemoved:DeleteMarkerCreated', 'Below a delete marker'],
  ['s3:ObjectTagging:*', 'Tags are set or taken away'],
  ['s3:ObjectAcl:Put', 'An access control list is set'],
  ['s3:LifecycleExpiration:*', 'A lifecycle rule deletes it'],
  ['s3:LifecycleTransition', 'A lifecycle rule changes its storage class'],
] as const;

const options = kindsOfEvents.map(([value, description]) => ({ value, label: value, description }));

export const newNotification: Notification = {
  ...{ id: '', destination: '', events: ['s3:ObjectCreated:*'] },
  ...{ prefix: '', suffix: '' },
};

function fault({ destination, events }: Notification): string | undefined {
  if (!/^arn:[\w-]+:(sns|sqs|lambda):/.test(destination)) {
    return 'Name the ARN of a topic or a queue.';
  }
  return events.length === 0 ? 'Choose events.' : undefined;
}

interface NotificationDialogProps {
  readonly notification: Notification;
  readonly onSave: (notification: Notification) => Promise<void>;
  readonly onCancel: () => void;
}

/** An event notification: what happens to which keys, and who is told. */
export function NotificationDialog({ notification, onSave, onCancel }: NotificationDialogProps) {
  const [draft, setDraft] = useState(notification);
  const why = fault(draft);
  const field = (label: string, name: 'id' | 'destination' | 'prefix' | 'suffix', hint: string) => (
    <FormField label={label} stretch>
      <Input
        value={draft[name]}
        spellcheck={false}
        placeholder={hint}
        onChange={({ detail }) => setDraft({ ...draft, [name]: detail.value })}
      />
    </FormField>
  );
  return (
    <SaveDialog
      title="Event notification"
      verb="Save notification"
      size="large"
      disabled={why !== undefined}
      disabledReason={why}
      onSave={() => onSave(draft)}
      onCancel={onCancel}
    >
      {field('Name - optional', 'id', 'new-photos')}
      <FormField label="Events" stretch>
        <Multiselect
          selectedOptions={draft.events.map((value) => ({ value, label: value }))}
          options={options}
          placeholder="Choose events"
          deselectAriaLabel={({ label }) => `Remove ${label}`}
          onChange={({ detail }) => {
            const events = detail.selectedOptions.flatMap(({ value }) => value ?? []);
            setDraft({ ...draft, events });
          }}
        />
      </FormField>
      <ColumnLayout columns={2}>
        {field('Prefix - optional', 'prefix', 'photos/')}
        {field('Suffix - optional', 'suffix', '.jpg')}
      </ColumnLayout>
      {field('Destination', 'destination', 'arn:aws:sns:us-east-1:111122223333:uploads')}
      <Alert type="info">
        The settings of the server say which webhook or queue stands behind an ARN
        (notification-target). It is sent a test event first, and has to take it.
      </Alert>
    </SaveDialog>
  );
}
