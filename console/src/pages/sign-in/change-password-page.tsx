import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { changePassword, type Session, signIn } from '../../api/session.ts';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { useSession } from '../../session/session-context.ts';
import { SignInField } from './sign-in-field.tsx';
import { SignInForm } from './sign-in-form.tsx';
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
  const field = { autoComplete: 'new-password', isSecret: true };
  return (
    <SignInFrame>
      <SignInForm
        title="Choose a new password"
        verb="Change password"
        busy={busy}
        disabled={fresh !== again || fresh === ''}
        onSubmit={() => void submit()}
        others={
          <Button variant="link" formAction="none" onClick={() => void signOut()}>
            Sign out
          </Button>
        }
      >
        <Alert type="info">
          Before you go on, {session.userName}, replace the password that you were given.
        </Alert>
        {error === undefined ? null : <ErrorAlert error={error} />}
        <SignInField
          label="Old password"
          value={old}
          onChange={setOld}
          {...field}
          autoComplete="current-password"
        />
        <SignInField label="New password" value={fresh} onChange={setFresh} {...field} />
        <SignInField
          label="New password again"
          value={again}
          onChange={setAgain}
          {...field}
          errorText={differs ? 'The two differ.' : undefined}
        />
      </SignInForm>
    </SignInFrame>
  );
}
