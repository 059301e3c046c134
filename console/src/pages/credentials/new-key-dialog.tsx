import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import {
  type AccessKey,
  createAccessKey,
  type NewAccessKey,
  updateAccessKey,
} from '../../api/iam/access-keys.ts';
import { CopyText } from '../../parts/copy-text.tsx';
import { csvOf, download } from '../../parts/csv.ts';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { Secret } from '../../parts/secret.tsx';

interface NewKeyDialogProps {
  readonly userName: string | undefined;
  /** The key that the new one is for; undefined: it is one more. */
  readonly replaced: AccessKey | undefined;
  readonly onDone: (content: string) => void;
  readonly onCancel: () => void;
}

/** Makes a key and shows its secret once; in a rotation, turns the old one off when it may. */
export function NewKeyDialog({ userName, replaced, onDone, onCancel }: NewKeyDialogProps) {
  const [made, setMade] = useState<NewAccessKey>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const owner = userName ?? 'root';
  const attempt = (work: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    work()
      .catch(setError)
      .finally(() => setBusy(false));
  };
  const create = () => attempt(async () => setMade(await createAccessKey(userName)));
  const close = () => {
    if (made === undefined) onCancel();
    else onDone(`${made.accessKeyId} was created.`);
  };
  const retire = () =>
    attempt(async () => {
      if (replaced === undefined) return;
      await updateAccessKey(userName, replaced.accessKeyId, 'Inactive');
      onDone(`${replaced.accessKeyId} is inactive. Delete it when nothing misses it.`);
    });
  return (
    <Modal
      visible
      header={replaced === undefined ? `New access key of ${owner}` : 'Rotate the access key'}
      closeAriaLabel="Close"
      onDismiss={close}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant={made === undefined ? 'link' : 'normal'} onClick={close}>
              {made === undefined ? 'Cancel' : 'Close'}
            </Button>
            {made === undefined ? (
              <Button variant="primary" loading={busy} onClick={create}>
                Create access key
              </Button>
            ) : replaced === undefined ? null : (
              <Button loading={busy} onClick={retire}>
                Make the old key inactive
              </Button>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {made === undefined ? (
          <Before owner={owner} replaced={replaced} />
        ) : (
          <Made made={made} owner={owner} replaced={replaced} />
        )}
        {error === undefined ? null : <ErrorAlert error={error} />}
      </SpaceBetween>
    </Modal>
  );
}

interface AboutProps {
  readonly owner: string;
  readonly replaced: AccessKey | undefined;
}

function Before({ owner, replaced }: AboutProps) {
  if (owner === 'root') {
    return (
      <Alert type="warning">
        A key of root can do everything, and no policy limits it. Create a user instead.
      </Alert>
    );
  }
  return (
    <Box>
      {replaced === undefined
        ? `With it, a program may do what ${owner} may do.`
        : `A second key is made first. When everything uses it, make ${replaced.accessKeyId} inactive, look that nothing misses it, and delete it.`}
    </Box>
  );
}

function Made({ made, owner, replaced }: AboutProps & { readonly made: NewAccessKey }) {
  const save = () =>
    download(
      `${owner}-access-key.csv`,
      csvOf([
        ['User name', 'Access key ID', 'Secret access key'],
        [owner, made.accessKeyId, made.secretAccessKey],
      ]),
      'text/csv',
    );
  return (
    <SpaceBetween size="m">
      <Alert
        type="warning"
        header="The secret is shown this once"
        action={<Button onClick={save}>Download .csv file</Button>}
      >
        Keep it where your other secrets are, and out of your code.
      </Alert>
      <KeyValuePairs
        items={[
          {
            label: 'Access key ID',
            value: <CopyText text={made.accessKeyId} name="access key ID" />,
          },
          {
            label: 'Secret access key',
            value: <Secret text={made.secretAccessKey} name="secret access key" />,
          },
        ]}
      />
      {replaced === undefined ? null : (
        <Box>
          {replaced.accessKeyId} still works. Put the new key to use everywhere, then make the old
          one inactive, here or later.
        </Box>
      )}
    </SpaceBetween>
  );
}
