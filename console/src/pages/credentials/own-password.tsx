import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { changePassword } from '../../api/session.ts';
import { useFlash } from '../../frame/flash.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { useSession } from '../../session/session-context.ts';

/** Changes the password of who is signed in, who then signs in with the new one. */
export function OwnPassword() {
  const { session, signOut } = useSession();
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const [again, setAgain] = useState('');
  const { showError } = useFlash();
  const save = async () => {
    try {
      await changePassword(old, fresh);
    } catch (error) {
      showError(error);
      return;
    }
    // The session ended with the old password; this shows the sign-in page.
    await signOut().catch(() => undefined);
  };
  const field = (
    label: string,
    value: string,
    onChange: (value: string) => void,
    autoComplete = 'new-password',
  ) => (
    <FormField label={label}>
      <Input
        type="password"
        value={value}
        autoComplete={autoComplete}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="You sign in again with the new one."
          actions={
            <ActionButton
              action="iam:ChangePassword"
              resource={session.arn}
              disabled={old === '' || fresh === '' || fresh !== again}
              onClick={() => void save()}
            >
              Change password
            </ActionButton>
          }
        >
          Console password
        </Header>
      }
    >
      <SpaceBetween size="m">
        {field('Old password', old, setOld, 'current-password')}
        {field('New password', fresh, setFresh)}
        {field('New password again', again, setAgain)}
      </SpaceBetween>
    </Container>
  );
}
