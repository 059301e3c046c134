import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { useEffect, useState } from 'react';
import { ServiceError } from '../../api/service-error.ts';
import { type Credentials, type Session, signIn } from '../../api/session.ts';
import { SignInField } from './sign-in-field.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { SignInFrame } from './sign-in-frame.tsx';

type Method = 'password' | 'access-key';

const accountName = 'strongroom-account';

const methods = [
  { value: 'password', label: 'IAM user', description: 'User name and password' },
  {
    value: 'access-key',
    label: 'Access key',
    description: 'Of a user, or of root after the first start',
  },
];

const words = {
  password: {
    name: 'User name',
    secret: 'Password',
    hint: 'An administrator gives you a password: Users, your name, Security credentials.',
  },
  'access-key': {
    name: 'Access key ID',
    secret: 'Secret access key',
    hint: 'The secret is sent once, to this server, and this page does not keep it.',
  },
} as const;

interface SignInPageProps {
  readonly onSignedIn: (session: Session) => void;
  /** A session was there and is over. */
  readonly ended: boolean;
}

/** Where everybody begins: with a password, or with an access key. */
export default function SignInPage({ onSignedIn, ended }: SignInPageProps) {
  const [method, setMethod] = useState<Method>('password');
  const [account, setAccount] = useState(localStorage.getItem(accountName) ?? '');
  const [name, setName] = useState('');
  const [secret, setSecret] = useState('');
  const { busy, error, attempt, clear } = useAttempt(onSignedIn);
  useEffect(() => {
    document.title = 'Sign in - Strongroom';
  }, []);
  const submit = () => {
    if (method === 'password') localStorage.setItem(accountName, account);
    attempt(credentialsOf(method, account, name, secret));
    setSecret('');
  };
  const choose = (value: string) => {
    setMethod(value === 'password' ? 'password' : 'access-key');
    setName('');
    setSecret('');
    clear();
  };
  const label = words[method];
  return (
    <SignInFrame>
      <SignInForm title="Sign in" verb="Sign in" busy={busy} onSubmit={submit}>
        {ended ? <Alert type="info">Your session has ended. Sign in again.</Alert> : null}
        {error === undefined ? null : <Alert type="error">{error}</Alert>}
        <RadioGroup
          value={method}
          ariaLabel="How to sign in"
          onChange={({ detail }) => choose(detail.value)}
          items={methods}
        />
        {method === 'access-key' ? null : (
          <SignInField
            label="Account ID or alias"
            value={account}
            onChange={setAccount}
            autoComplete="organization"
          />
        )}
        <SignInField label={label.name} value={name} onChange={setName} autoComplete="username" />
        <SignInField
          label={label.secret}
          value={secret}
          onChange={setSecret}
          autoComplete="current-password"
          isSecret
        />
        <Box variant="small">{label.hint}</Box>
      </SignInForm>
    </SignInFrame>
  );
}

function useAttempt(onSignedIn: (session: Session) => void) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const attempt = (credentials: Credentials) => {
    setBusy(true);
    setError(undefined);
    signIn(credentials).then(onSignedIn, (thrown: unknown) => {
      setBusy(false);
      setError(thrown instanceof ServiceError ? thrown.message : String(thrown));
    });
  };
  return { busy, error, attempt, clear: () => setError(undefined) };
}

function credentialsOf(method: Method, account: string, name: string, secret: string): Credentials {
  return method === 'password'
    ? { account: account.trim(), userName: name.trim(), password: secret }
    : { accessKeyId: name.trim(), secretAccessKey: secret.trim() };
}
