import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { accountAlias, createAccountAlias, deleteAccountAlias } from '../../api/iam/account.ts';
import { useFlash } from '../../frame/flash.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';

/** The name that people may sign in with instead of the account's number. */
export function AliasSettings() {
  const loaded = useLoad(async () => ({ alias: await accountAlias() }));
  const [edited, setEdited] = useState<string>();
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
  const present = loaded.value?.alias;
  const value = edited ?? present ?? '';
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="A name instead of twelve digits, for the sign-in page."
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <ActionButton
                action="iam:DeleteAccountAlias"
                disabled={present === undefined}
                onClick={() =>
                  void act(deleteAccountAlias(present ?? ''), 'The alias was deleted.')
                }
              >
                Delete alias
              </ActionButton>
              <ActionButton
                action="iam:CreateAccountAlias"
                variant="primary"
                disabled={value === '' || value === present}
                onClick={() => void act(createAccountAlias(value), `The alias is ${value} now.`)}
              >
                Save alias
              </ActionButton>
            </SpaceBetween>
          }
        >
          Account alias
        </Header>
      }
    >
      <WhenLoaded of={loaded}>
        {() => (
          <FormField
            label="Alias"
            constraintText="3 to 63 lower-case letters, digits and single hyphens."
          >
            <Input
              value={value}
              spellcheck={false}
              onChange={({ detail }) => setEdited(detail.value.trim())}
            />
          </FormField>
        )}
      </WhenLoaded>
    </Container>
  );
}
