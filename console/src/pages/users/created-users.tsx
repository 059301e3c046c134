import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { Page } from '../../frame/page.tsx';
import { download } from '../../parts/csv.ts';
import { ErrorExplanation, errorTitle } from '../../parts/error-alert.tsx';
import { RouteButton } from '../../parts/route-button.tsx';
import { RouteLink } from '../../parts/route-link.tsx';
import { Secret } from '../../parts/secret.tsx';
import { credentialsCsv, type MadeUser } from './new-users.ts';
import { userPath } from './user-path.ts';

const crumbs = [['Users', '/iam/users']] as const;

const columns = [
  {
    id: 'name',
    header: 'User name',
    isRowHeader: true,
    cell: (user: MadeUser) => <RouteLink to={userPath(user.userName)}>{user.userName}</RouteLink>,
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ error }: MadeUser) =>
      error === undefined ? (
        <StatusIndicator type="success">Created</StatusIndicator>
      ) : (
        <StatusIndicator type="error">{errorTitle(error)}</StatusIndicator>
      ),
  },
  {
    id: 'key',
    header: 'Access key ID',
    cell: ({ accessKeyId }: MadeUser) => accessKeyId || '-',
  },
  {
    id: 'secret',
    header: 'Secret access key',
    cell: ({ secretAccessKey, userName }: MadeUser) => (
      <Secret text={secretAccessKey} name={`secret access key of ${userName}`} />
    ),
  },
  {
    id: 'password',
    header: 'Password',
    cell: ({ password, userName }: MadeUser) => (
      <Secret text={password} name={`password of ${userName}`} />
    ),
  },
];

/** What was created, with the secrets that are shown this once. */
export function CreatedUsers({ made }: { readonly made: readonly MadeUser[] }) {
  const [saved, setSaved] = useState(false);
  const failed = made.filter(({ error }) => error !== undefined);
  const hasSecrets = made.some(({ secretAccessKey, password }) => secretAccessKey || password);
  const save = () => {
    download('credentials.csv', credentialsCsv(made, location.origin), 'text/csv');
    setSaved(true);
  };
  return (
    <Page
      title="Users created"
      crumbs={crumbs}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <RouteButton to="/iam/users">Return to users</RouteButton>
          {hasSecrets ? (
            <Button variant="primary" iconName="download" disabled={saved} onClick={save}>
              {saved ? 'Downloaded' : 'Download .csv file'}
            </Button>
          ) : null}
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        {hasSecrets ? (
          <Alert type={saved ? 'success' : 'warning'} header="The secrets are shown this once">
            Download the file or copy them now: when you leave this page, nobody can see them again.
            Lost ones are replaced by new ones.
          </Alert>
        ) : null}
        {failed.map(({ userName, error }) => (
          <Alert key={userName} type="error" header={`${userName} is not complete`}>
            <ErrorExplanation error={error} />
          </Alert>
        ))}
        <Table
          items={[...made]}
          trackBy="userName"
          columnDefinitions={columns}
          header={<Header>{made.length === 1 ? 'User' : `${made.length} users`}</Header>}
        />
      </SpaceBetween>
    </Page>
  );
}
