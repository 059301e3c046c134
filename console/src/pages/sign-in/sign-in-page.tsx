import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useEffect, useState } from 'react';
import { ServiceError } from '../../api/service-error.ts';
import { type Credentials, type Session, signIn } from '../../api/session.ts';
import { SignInFrame } from './sign-in-frame.tsx';

type Method = 'password' | 'access-key';

const accountName = 'strongroom-account';

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
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  useEffect(() => {
    document.title = 'Sign in - Strongroom';
  }, []);
  const submit = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const session = await signIn(credentialsOf(method, account, name, secret));
      if (method === 'password') localStorage.setItem(accountName, account);
      onSignedIn(session);
    } catch (thrown) {
      setBusy(false);
      setSecret('');
      setError(thrown instanceof ServiceError ? thrown.message : String(thrown));
    }
  };
  const choose = (value: string) => {
    setMethod(value === 'password' ? 'password' : 'access-key');
    setName('');
    setSecret('');
    setError(undefined);
  };
  return (
    <SignInFrame>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void submit();
        }}
      >
        <Form
          actions={
            <Button variant="primary" formAction="submit" loading={busy} fullWidth>
              Sign in
            </Button>
          }
        >
          <Container header={<Header variant="h1">Sign in</Header>}>
            <SpaceBetween size="m">
              {ended ? <Alert type="info">Your session has ended. Sign in again.</Alert> : null}
              {error === undefined ? null : <Alert type="error">{error}</Alert>}
              <RadioGroup
                value={method}
                ariaLabel="How to sign in"
                onChange={({ detail }) => choose(detail.value)}
                items={[
                  { value: 'password', label: 'IAM user', description: 'User name and password' },
                  {
                    value: 'access-key',
                    label: 'Access key',
                    description: 'Of a user, or of root after the first start',
                  },
                ]}
              />
              {method === 'password' ? (
                <Field
                  label="Account ID or alias"
                  value={account}
                  onChange={setAccount}
                  autoComplete="organization"
                />
              ) : null}
              <Field
                label={method === 'password' ? 'User name' : 'Access key ID'}
                value={name}
                onChange={setName}
                autoComplete="username"
              />
              <Field
                label={method === 'password' ? 'Password' : 'Secret access key'}
                value={secret}
                onChange={setSecret}
                autoComplete="current-password"
                isSecret
              />
            </SpaceBetween>
          </Container>
        </Form>
      </form>
      <Hint method={method} />
    </SignInFrame>
  );
}

function credentialsOf(method: Method, account: string, name: string, secret: string): Credentials {
  return method === 'password'
    ? { account: account.trim(), userName: name.trim(), password: secret }
    : { accessKeyId: name.trim(), secretAccessKey: secret.trim() };
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoComplete: string;
  readonly isSecret?: boolean;
}

function Field({ label, value, onChange, autoComplete, isSecret = false }: FieldProps) {
  return (
    <FormField label={label} stretch>
      <Input
        value={value}
        type={isSecret ? 'password' : 'text'}
        autoComplete={autoComplete}
        spellcheck={false}
        ariaRequired
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}

function Hint({ method }: { readonly method: Method }): ReactNode {
  return (
    <Box variant="small" color="text-body-secondary">
      {method === 'password'
        ? 'An administrator gives you a password under Users, Security credentials.'
        : 'The secret is sent once, to this server, and is not kept by this page.'}
    </Box>
  );
}
