import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { deleteLoginProfile, getLoginProfile } from '../../api/iam/users.ts';
import { ServiceError } from '../../api/service-error.ts';
import { useFlash } from '../../frame/flash.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { ConfirmByName } from '../../parts/confirm-by-name.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { Moment } from '../../parts/moments.tsx';
import { useSession } from '../../session/session-context.ts';
import { PasswordDialog } from './password-dialog.tsx';

interface ConsoleAccessProps {
  readonly userName: string;
  readonly arn: string;
}

async function profileOf(userName: string) {
  try {
    return { profile: await getLoginProfile(userName) };
  } catch (error) {
    if (error instanceof ServiceError && error.isMissing) return { profile: undefined };
    throw error;
  }
}

/** The password for the console: given, replaced, taken away. */
export function ConsoleAccess({ userName, arn }: ConsoleAccessProps) {
  const loaded = useLoad(() => profileOf(userName), userName);
  const [dialog, setDialog] = useState<'password' | 'remove'>();
  const { session } = useSession();
  const { show } = useFlash();
  const enabled = loaded.value?.profile !== undefined;
  const close = () => setDialog(undefined);
  const done = (content: string) => {
    show({ type: 'success', content });
    close();
    loaded.reload();
  };
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      <ActionButton
        action="iam:DeleteLoginProfile"
        resource={arn}
        disabled={!enabled}
        onClick={() => setDialog('remove')}
      >
        Take away
      </ActionButton>
      <ActionButton
        action={enabled ? 'iam:UpdateLoginProfile' : 'iam:CreateLoginProfile'}
        resource={arn}
        onClick={() => setDialog('password')}
      >
        {enabled ? 'Set a new password' : 'Enable console access'}
      </ActionButton>
    </SpaceBetween>
  );
  return (
    <Container
      header={
        <Header description="A user name and a password, for this console." actions={actions}>
          Console sign-in
        </Header>
      }
    >
      <WhenLoaded of={loaded}>
        {({ profile }) => (
          <KeyValuePairs
            columns={3}
            items={[
              { label: 'Console access', value: profile === undefined ? 'Disabled' : 'Enabled' },
              { label: 'Password set', value: <Moment of={profile?.createDate} /> },
              {
                label: 'Account to sign in with',
                value: <CopyText text={session.accountAlias ?? session.accountId} name="account" />,
              },
            ]}
          />
        )}
      </WhenLoaded>
      <AccessDialog
        dialog={dialog}
        userName={userName}
        isNew={!enabled}
        onDone={done}
        onCancel={close}
      />
    </Container>
  );
}

interface AccessDialogProps {
  readonly dialog: 'password' | 'remove' | undefined;
  readonly userName: string;
  /** Whether there is no password yet. */
  readonly isNew: boolean;
  readonly onDone: (content: string) => void;
  readonly onCancel: () => void;
}

function AccessDialog({ dialog, userName, isNew, onDone, onCancel }: AccessDialogProps) {
  if (dialog === undefined) return null;
  if (dialog === 'password') {
    const close = () => onDone('The password was set.');
    return <PasswordDialog userName={userName} isNew={isNew} onClose={close} onCancel={onCancel} />;
  }
  return (
    <ConfirmByName
      title={`Take the password of ${userName} away?`}
      verb="Take away"
      onConfirm={async () => {
        await deleteLoginProfile(userName);
        onDone(`${userName} has no password any more.`);
      }}
      onCancel={onCancel}
    >
      Sessions of {userName} in the console end. Access keys go on working.
    </ConfirmByName>
  );
}
