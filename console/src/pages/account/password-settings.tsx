import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import {
  deletePasswordPolicy,
  type PasswordPolicy,
  passwordPolicy,
  updatePasswordPolicy,
} from '../../api/iam/account.ts';
import { useFlash } from '../../frame/flash.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { PasswordRules } from './password-rules.tsx';

/** AWS's rule while an account has none of its own: eight characters of three kinds. */
const suggested: PasswordPolicy = {
  minimumLength: 14,
  symbols: false,
  numbers: true,
  uppercase: true,
  lowercase: true,
  usersMayChange: true,
  maxAge: undefined,
  reusePrevention: 5,
  hardExpiry: false,
};

/** What passwords of this account must be. */
export function PasswordSettings() {
  const loaded = useLoad(async () => ({ policy: await passwordPolicy() }));
  const [edited, setEdited] = useState<PasswordPolicy>();
  const { show, showError } = useFlash();
  const act = async (work: Promise<void>, content: string) => {
    try {
      await work;
      show({ type: 'success', content });
      setEdited(undefined);
      loaded.reload();
    } catch (error) {
      showError(error);
    }
  };
  const isOwn = loaded.value?.policy !== undefined;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            isOwn
              ? 'The policy of this account.'
              : 'AWS’s default is in force: 8 characters of three kinds. These rules are a suggestion until you save them.'
          }
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <ActionButton
                action="iam:DeleteAccountPasswordPolicy"
                disabled={!isOwn}
                onClick={() => void act(deletePasswordPolicy(), 'AWS’s default is in force again.')}
              >
                Use the default
              </ActionButton>
              <ActionButton
                action="iam:UpdateAccountPasswordPolicy"
                variant="primary"
                disabled={isOwn && edited === undefined}
                onClick={() =>
                  void act(
                    updatePasswordPolicy(edited ?? suggested),
                    'The password policy was saved.',
                  )
                }
              >
                Save password policy
              </ActionButton>
            </SpaceBetween>
          }
        >
          Password policy
        </Header>
      }
    >
      <WhenLoaded of={loaded}>
        {({ policy }) => (
          <PasswordRules policy={edited ?? policy ?? suggested} onChange={setEdited} />
        )}
      </WhenLoaded>
    </Container>
  );
}
