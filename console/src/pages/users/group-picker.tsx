import { type Group, listGroups } from '../../api/iam/groups.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useFinding } from '../../parts/finding.tsx';
import { Age } from '../../parts/moments.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { RouteLink } from '../../parts/route-link.tsx';

interface GroupPickerProps {
  readonly selected: readonly Group[];
  readonly onChange: (selected: readonly Group[]) => void;
}

const columns = [
  {
    id: 'name',
    header: 'Group name',
    isRowHeader: true,
    cell: (group: Group) => group.groupName,
  },
  { id: 'created', header: 'Created', cell: (group: Group) => <Age of={group.createDate} /> },
];

/** Chooses groups of the account. */
export function GroupPicker({ selected, onChange }: GroupPickerProps) {
  const name = ({ groupName }: Group) => groupName;
  const { pages, filter, noMatch } = useFinding(listGroups, name, 'groups', '', 20);
  const shown = new Set(pages.items.map(({ groupName }) => groupName));
  return (
    <PagedTable
      pages={pages}
      title="User groups"
      columnDefinitions={columns}
      trackBy="groupName"
      selectionType="multi"
      selectedItems={[...selected]}
      onSelectionChange={({ detail }) =>
        onChange([
          ...selected.filter(({ groupName }) => !shown.has(groupName)),
          ...detail.selectedItems.filter(({ groupName }) => shown.has(groupName)),
        ])
      }
      nameOf={name}
      filter={filter}
      empty={
        noMatch ?? (
          <EmptyState
            title="No groups"
            action={<RouteLink to="/iam/groups/create">Create a group</RouteLink>}
          >
            A group gives the same policies to all its users: change the group, and all of them
            change.
          </EmptyState>
        )
      }
    />
  );
}
