import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { createLoginProfile, updateLoginProfile } from '../../api/iam/users.ts';
import { DialogButtons } from '../../parts/dialog-buttons.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { randomPassword } from '../../parts/password.ts';
import { Secret } from '../../parts/secret.tsx';

interface PasswordDialogProps {
  readonly userName: string;
  /** Whether there is none yet. */
  readonly isNew: boolean;
  /** It was set, and seen. */
  readonly onClose: () => void;
  readonly onCancel: () => void;
}

/** Sets the password of a user, and shows a random one once. */
export function PasswordDialog({ userName, isNew, onClose, onCancel }: PasswordDialogProps) {
  const [kind, setKind] = useState<'random' | 'chosen'>('random');
  const [chosen, setChosen] = useState('');
  const [reset, setReset] = useState(true);
  const [made, setMade] = useState<string>();
  const [error, setError] = useState<unknown>();
  const save = async () => {
    const password = kind === 'random' ? randomPassword() : chosen;
    setError(undefined);
    try {
      await (isNew ? createLoginProfile : updateLoginProfile)(userName, password, reset);
      if (kind === 'random') setMade(password);
      else onClose();
    } catch (thrown) {
      setError(thrown);
    }
  };
  return (
    <Modal
      visible
      header={`Password of ${userName}`}
      closeAriaLabel="Close"
      onDismiss={made === undefined ? onCancel : onClose}
      footer={
        <Footer
          isMade={made !== undefined}
          disabled={kind === 'chosen' && chosen === ''}
          onCancel={onCancel}
          onClose={onClose}
          onSave={() => void save()}
        />
      }
    >
      {made !== undefined ? (
        <Alert type="success" header="The password is shown this once">
          <Secret text={made} name={`password of ${userName}`} />
        </Alert>
      ) : (
        <SpaceBetween size="m">
          <RadioGroup
            value={kind}
            ariaLabel="Password"
            items={[
              { value: 'random', label: 'A random password' },
              { value: 'chosen', label: 'One that I choose' },
            ]}
            onChange={({ detail }) => setKind(detail.value === 'chosen' ? 'chosen' : 'random')}
          />
          {kind === 'chosen' ? (
            <FormField label="Password">
              <Input
                type="password"
                value={chosen}
                autoComplete="new-password"
                onChange={({ detail }) => setChosen(detail.value)}
              />
            </FormField>
          ) : null}
          <Checkbox checked={reset} onChange={({ detail }) => setReset(detail.checked)}>
            {userName} must choose a new one at the first sign-in
          </Checkbox>
          {error === undefined ? null : <ErrorAlert error={error} />}
        </SpaceBetween>
      )}
    </Modal>
  );
}

interface FooterProps {
  readonly isMade: boolean;
  readonly disabled: boolean;
  readonly onCancel: () => void;
  readonly onClose: () => void;
  readonly onSave: () => void;
}

function Footer({ isMade, disabled, onCancel, onClose, onSave }: FooterProps) {
  if (!isMade) {
    return (
      <DialogButtons verb="Set password" disabled={disabled} onAct={onSave} onCancel={onCancel} />
    );
  }
  return (
    <Box float="right">
      <Button variant="primary" onClick={onClose}>
        Close
      </Button>
    </Box>
  );
}
