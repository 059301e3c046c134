import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Page } from '../../frame/page.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { useSession } from '../../session/session-context.ts';
import { AccessKeys } from './access-keys.tsx';
import { OwnPassword } from './own-password.tsx';

/** The credentials of who is signed in. */
export default function MyCredentialsPage() {
  const { session } = useSession();
  const isRoot = session.kind === 'root';
  return (
    <Page title="My security credentials">
      <SpaceBetween size="l">
        {isRoot ? (
          <Alert type="warning" header="You are root">
            Root can do everything, and no policy limits it. Work as a user, and delete the keys of
            root when a user with AdministratorAccess can sign in.
          </Alert>
        ) : null}
        <Container header={<Header variant="h2">Who you are</Header>}>
          <KeyValuePairs
            columns={3}
            items={[
              { label: 'ARN', value: <CopyText text={session.arn} name="ARN" /> },
              {
                label: 'Signed in with',
                value: session.accessKeyId ?? 'User name and password',
              },
              { label: 'Until', value: new Date(session.expiresAt).toLocaleString('en') },
            ]}
          />
        </Container>
        {session.method === 'password' ? <OwnPassword /> : null}
        <AccessKeys userName={session.userName} arn={session.arn} />
      </SpaceBetween>
    </Page>
  );
}
