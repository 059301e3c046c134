import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { servicesLastAccessed } from '../../api/iam/service-access.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { errorTitle } from '../../parts/error-alert.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { RouteLink } from '../../parts/route-link.tsx';
import { unusedDays, unusedOf } from '../permissions/unused.ts';
import { rolePath } from '../roles/role-path.ts';
import { userPath } from '../users/user-path.ts';
import { listPrincipals, type Principal } from './principal.ts';

/** Each row takes a report of its own. */
const rowsOfPage = 10;

function UnusedCell({ arn }: { readonly arn: string }) {
  const { value, error } = useLoad(() => servicesLastAccessed(arn), arn);
  if (error !== undefined) {
    return <StatusIndicator type="stopped">{errorTitle(error)}</StatusIndicator>;
  }
  if (value === undefined) return <StatusIndicator type="loading">Asking</StatusIndicator>;
  if (value.length === 0) return <StatusIndicator type="stopped">May do nothing</StatusIndicator>;
  const { services, actions } = unusedOf(value);
  const isWhole = services.length === 0 && actions.used === actions.granted;
  if (isWhole) return <StatusIndicator>Uses all of it</StatusIndicator>;
  return (
    <>
      <StatusIndicator type={services.length === 0 ? 'info' : 'warning'}>
        {services.length === 0 ? 'Every service is used' : `Not used: ${services.join(', ')}`}
      </StatusIndicator>
      {actions.granted === 0 ? null : (
        <Box variant="small" display="block">
          Of the rest {actions.used} of {actions.granted} actions are used.
        </Box>
      )}
    </>
  );
}

const pathOf = ({ kind, name }: Principal) => (kind === 'Role' ? rolePath(name) : userPath(name));

const columns = [
  {
    id: 'name',
    header: 'User or role',
    isRowHeader: true,
    cell: (principal: Principal) => (
      <RouteLink to={`${pathOf(principal)}?tab=last-accessed`}>{principal.name}</RouteLink>
    ),
  },
  { id: 'kind', header: 'Kind', cell: ({ kind }: Principal) => kind },
  {
    id: 'unused',
    header: 'What is not used',
    cell: ({ arn }: Principal) => <UnusedCell key={arn} arn={arn} />,
  },
];

/** What users and roles may do and do not: the rights that their policies could be without. */
export function UnusedPermissions() {
  const loaded = useLoad(async () => {
    const principals = await listPrincipals();
    return principals.filter(({ kind }) => kind !== 'Group');
  });
  const [number, setNumber] = useState(1);
  return (
    <WhenLoaded of={loaded}>
      {(people) => (
        <Table
          header={
            <Header
              counter={`(${people.length})`}
              description={`What policies allow and nobody did for ${unusedDays} days.`}
            >
              Permissions
            </Header>
          }
          columnDefinitions={columns}
          items={people.slice((number - 1) * rowsOfPage, number * rowsOfPage)}
          trackBy="arn"
          wrapLines
          ariaLabels={{ tableLabel: 'Permissions' }}
          empty={
            <EmptyState title="Nobody but the root user">
              There are no users and roles in this account yet.
            </EmptyState>
          }
          pagination={
            <Pagination
              currentPageIndex={number}
              pagesCount={Math.max(1, Math.ceil(people.length / rowsOfPage))}
              onChange={({ detail }) => setNumber(detail.currentPageIndex)}
              ariaLabels={{
                nextPageLabel: 'Next page',
                previousPageLabel: 'Previous page',
                pageLabel: (page) => `Page ${page}`,
              }}
            />
          }
        />
      )}
    </WhenLoaded>
  );
}
