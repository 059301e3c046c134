import { listUsers, type User } from '../../api/iam/users.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useFinding } from '../../parts/finding.tsx';
import { Age } from '../../parts/moments.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';

interface UserPickerProps {
  readonly selected: readonly User[];
  readonly onChange: (selected: readonly User[]) => void;
}

const columns = [
  { id: 'name', header: 'User name', isRowHeader: true, cell: (user: User) => user.userName },
  { id: 'created', header: 'Created', cell: (user: User) => <Age of={user.createDate} /> },
];

/** Chooses users of the account. */
export function UserPicker({ selected, onChange }: UserPickerProps) {
  const name = ({ userName }: User) => userName;
  const { pages, filter, noMatch } = useFinding(listUsers, name, 'users', '', 20);
  const shown = new Set(pages.items.map(({ userName }) => userName));
  return (
    <PagedTable
      pages={pages}
      title="Users"
      description={`${selected.length} chosen`}
      columnDefinitions={columns}
      trackBy="userName"
      selectionType="multi"
      selectedItems={[...selected]}
      onSelectionChange={({ detail }) =>
        onChange([
          ...selected.filter(({ userName }) => !shown.has(userName)),
          ...detail.selectedItems.filter(({ userName }) => shown.has(userName)),
        ])
      }
      nameOf={name}
      filter={filter}
      empty={noMatch ?? <EmptyState title="No users">Users can be added later, too.</EmptyState>}
    />
  );
}
