import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { changePassword, type Session, signIn } from '../../api/session.ts';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { useSession } from '../../session/session-context.ts';
import { SignInFrame } from './sign-in-frame.tsx';

interface ChangePasswordPageProps {
  readonly onSignedIn: (session: Session) => void;
}

/** Where a password that has expired, or that somebody else set, is replaced. */
export default function ChangePasswordPage({ onSignedIn }: ChangePasswordPageProps) {
  const { session, signOut } = useSession();
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const [again, setAgain] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const differs = again !== '' && again !== fresh;
  const submit = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await changePassword(old, fresh);
      const { accountId: account, userName = '' } = session;
      onSignedIn(await signIn({ account, userName, password: fresh }));
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  const field = (
    label: string,
    value: string,
    onChange: (value: string) => void,
    isNew: boolean,
  ) => (
    <FormField label={label} stretch errorText={isNew && differs ? 'These differ.' : undefined}>
      <Input
        type="password"
        value={value}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
  return (
    <SignInFrame>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && fresh === again) void submit();
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={() => void signOut()}>
                Sign out
              </Button>
              <Button variant="primary" formAction="submit" loading={busy} disabled={differs}>
                Change password
              </Button>
            </SpaceBetween>
          }
        >
          <Container header={<Header variant="h1">Choose a new password</Header>}>
            <SpaceBetween size="m">
              <Alert type="info">
                Before you go on, {session.userName}, replace the password that you were given.
              </Alert>
              {error === undefined ? null : <ErrorAlert error={error} />}
              {field('Old password', old, setOld, false)}
              {field('New password', fresh, setFresh, false)}
              {field('New password again', again, setAgain, true)}
            </SpaceBetween>
          </Container>
        </Form>
      </form>
    </SignInFrame>
  );
}
