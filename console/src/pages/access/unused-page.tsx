import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { type CredentialLine, credentialReport } from '../../api/iam/credential-report.ts';
import { Page } from '../../frame/page.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { Age } from '../../parts/moments.tsx';
import { RouteLink } from '../../parts/route-link.tsx';
import { isBefore, unusedDays } from '../permissions/unused.ts';
import { userPath } from '../users/user-path.ts';
import { UnusedPermissions } from './unused-permissions.tsx';

/** What AWS's own reports call old. */
const oldDays = 90;

interface Stale {
  readonly id: string;
  readonly user: string;
  readonly isRoot: boolean;
  readonly what: string;
  readonly since: Date | undefined;
  readonly why: string;
}

/** The passwords and keys of a line that should be looked at. */
function staleOf({ user, isRoot, keys, passwordEnabled, passwordLastUsed }: CredentialLine) {
  const found: Stale[] = [];
  const add = (what: string, since: Date | undefined, why: string) =>
    found.push({ id: `${user} ${what} ${why}`, user, isRoot, what, since, why });
  if (passwordEnabled && isBefore(passwordLastUsed, unusedDays)) {
    const why = passwordLastUsed ? `not used for ${unusedDays} days` : 'never used';
    add('Password', passwordLastUsed, why);
  }
  for (const { number, active, rotated, lastUsed } of keys) {
    if (!active) continue;
    const what = `Access key ${number}`;
    if (isRoot) add(what, lastUsed, 'a key of the root user, whom no policy limits');
    if (lastUsed === undefined && isBefore(rotated, 1)) add(what, rotated, 'never used');
    if (lastUsed !== undefined && isBefore(lastUsed, unusedDays)) {
      add(what, lastUsed, `not used for ${unusedDays} days`);
    }
    if (isBefore(rotated, oldDays)) add(what, rotated, `older than ${oldDays} days`);
  }
  return found;
}

const columns = [
  {
    id: 'user',
    header: 'User',
    isRowHeader: true,
    cell: ({ user, isRoot }: Stale) =>
      isRoot ? 'Root user' : <RouteLink to={userPath(user)}>{user}</RouteLink>,
  },
  { id: 'what', header: 'Credential', cell: ({ what }: Stale) => what },
  {
    id: 'why',
    header: 'Why',
    cell: ({ why }: Stale) => <StatusIndicator type="warning">{why}</StatusIndicator>,
  },
  { id: 'since', header: 'Last used or made', cell: ({ since }: Stale) => <Age of={since} /> },
];

/** Passwords and keys that nobody uses, or that are old. */
function UnusedCredentials() {
  const report = useLoad(credentialReport);
  return (
    <WhenLoaded of={report}>
      {({ lines, generated }) => {
        const stale = lines.flatMap(staleOf);
        return (
          <Table
            header={
              <Header
                counter={`(${stale.length})`}
                description={
                  <Box variant="span">
                    Report of <Age of={generated} />
                  </Box>
                }
              >
                Credentials to look at
              </Header>
            }
            columnDefinitions={columns}
            items={stale}
            trackBy="id"
            wrapLines
            ariaLabels={{ tableLabel: 'Credentials to look at' }}
            empty={
              <EmptyState title="Nothing is unused">
                {`Every password and key was used within ${unusedDays} days, and no key is `}
                {`older than ${oldDays} days.`}
              </EmptyState>
            }
          />
        );
      }}
    </WhenLoaded>
  );
}

/** What can be taken away: credentials and permissions that nobody uses. */
export default function UnusedPage() {
  return (
    <Page
      title="Unused access"
      description="Credentials and permissions. What is not used can only be lost."
    >
      <SpaceBetween size="l">
        <UnusedCredentials />
        <UnusedPermissions />
      </SpaceBetween>
    </Page>
  );
}
