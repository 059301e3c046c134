import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Page } from '../../frame/page.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { useSession } from '../../session/session-context.ts';
import { AliasSettings } from './alias-settings.tsx';
import { PasswordSettings } from './password-settings.tsx';

/** What holds for the whole account. */
export default function AccountSettingsPage() {
  const { session } = useSession();
  return (
    <Page title="Account settings">
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">Account</Header>}>
          <KeyValuePairs
            columns={3}
            items={[
              {
                label: 'Account ID',
                value: <CopyText text={session.accountId} name="account ID" />,
              },
              {
                label: 'Endpoint of S3, IAM and STS',
                value: <CopyText text={session.endpoint} name="endpoint" />,
              },
              { label: 'Region', value: session.region },
            ]}
          />
        </Container>
        <AliasSettings />
        <PasswordSettings />
      </SpaceBetween>
    </Page>
  );
}
