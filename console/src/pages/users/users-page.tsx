import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { listUsers, type User } from '../../api/iam/users.ts';
import { useFlash } from '../../frame/flash.tsx';
import { Page } from '../../frame/page.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useFinding } from '../../parts/finding.tsx';
import { Age } from '../../parts/moments.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { RouteLink } from '../../parts/route-link.tsx';
import { DeleteUser } from './delete-user.tsx';
import { KeysCell } from './keys-cell.tsx';
import { userPath } from './user-path.ts';

const columns = [
  {
    id: 'name',
    header: 'User name',
    isRowHeader: true,
    cell: (user: User) => <RouteLink to={userPath(user.userName)}>{user.userName}</RouteLink>,
  },
  { id: 'path', header: 'Path', cell: (user: User) => user.path },
  {
    id: 'keys',
    header: 'Access keys',
    cell: (user: User) => <KeysCell userName={user.userName} />,
  },
  {
    id: 'signed-in',
    header: 'Last sign-in',
    cell: (user: User) => <Age of={user.passwordLastUsed} none="-" />,
  },
  { id: 'created', header: 'Created', cell: (user: User) => <Age of={user.createDate} /> },
];

/** Every user of the account, a page at a time. */
export default function UsersPage() {
  const { pages, filter, noMatch } = useFinding(listUsers, ({ userName }) => userName, 'users');
  const [selected, setSelected] = useState<readonly User[]>([]);
  const [deleting, setDeleting] = useState<User>();
  const { show } = useFlash();
  const [user] = selected.filter((one) =>
    pages.items.some(({ userName }) => userName === one.userName),
  );
  const create = (variant: 'primary' | 'normal') => (
    <ActionButton action="iam:CreateUser" variant={variant} href="/iam/users/create">
      Create users
    </ActionButton>
  );
  return (
    <Page
      title="Users"
      description="People and applications that work with this account, each with credentials of its own."
    >
      <PagedTable
        pages={pages}
        title="Users"
        columnDefinitions={columns}
        trackBy="userName"
        selectionType="single"
        selectedItems={user === undefined ? [] : [user]}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
        nameOf={({ userName }) => userName}
        filter={filter}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <ActionButton
              action="iam:DeleteUser"
              resource={user?.arn ?? '*'}
              disabled={user === undefined}
              onClick={() => setDeleting(user)}
            >
              Delete
            </ActionButton>
            {create('primary')}
          </SpaceBetween>
        }
        empty={
          noMatch ?? (
            <EmptyState title="No users" action={create('normal')}>
              Root can do everything and its key should lie in a safe. Create a user for each person
              and application, give it what it needs, and nothing else.
            </EmptyState>
          )
        }
      />
      {deleting === undefined ? null : (
        <DeleteUser
          userName={deleting.userName}
          onDeleted={() => {
            show({ type: 'success', content: `User ${deleting.userName} was deleted.` });
            setDeleting(undefined);
            setSelected([]);
            pages.reload();
          }}
          onCancel={() => setDeleting(undefined)}
        />
      )}
    </Page>
  );
}
