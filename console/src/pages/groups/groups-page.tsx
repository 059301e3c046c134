import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type Group, listGroups } from '../../api/iam/groups.ts';
import { useFlash } from '../../frame/flash.tsx';
import { Page } from '../../frame/page.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useFinding } from '../../parts/finding.tsx';
import { Age } from '../../parts/moments.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { RouteLink } from '../../parts/route-link.tsx';
import { DeleteGroup } from './delete-group.tsx';
import { groupPath } from './group-path.ts';

const columns = [
  {
    id: 'name',
    header: 'Group name',
    isRowHeader: true,
    cell: (group: Group) => (
      <RouteLink to={groupPath(group.groupName)}>{group.groupName}</RouteLink>
    ),
  },
  { id: 'path', header: 'Path', cell: (group: Group) => group.path },
  { id: 'arn', header: 'ARN', cell: (group: Group) => group.arn },
  { id: 'created', header: 'Created', cell: (group: Group) => <Age of={group.createDate} /> },
];

/** Every group of the account, a page at a time. */
export default function GroupsPage() {
  const { pages, filter, noMatch } = useFinding(listGroups, ({ groupName }) => groupName, 'groups');
  const [chosen, setSelected] = useState<Group>();
  const selected = pages.items.find(({ groupName }) => groupName === chosen?.groupName);
  const [deleting, setDeleting] = useState<Group>();
  const { show } = useFlash();
  const create = (variant: 'primary' | 'normal') => (
    <ActionButton action="iam:CreateGroup" variant={variant} href="/iam/groups/create">
      Create group
    </ActionButton>
  );
  return (
    <Page title="User groups" description="Users with the same work have the same policies.">
      <PagedTable
        pages={pages}
        title="User groups"
        columnDefinitions={columns}
        trackBy="groupName"
        selectionType="single"
        selectedItems={selected === undefined ? [] : [selected]}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems[0])}
        nameOf={({ groupName }) => groupName}
        filter={filter}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <ActionButton
              action="iam:DeleteGroup"
              resource={selected?.arn ?? '*'}
              disabled={selected === undefined}
              onClick={() => setDeleting(selected)}
            >
              Delete
            </ActionButton>
            {create('primary')}
          </SpaceBetween>
        }
        empty={
          noMatch ?? (
            <EmptyState title="No groups" action={create('normal')}>
              Give a group the policies that its work needs, and put users into it. A new colleague
              is one click then, and a change of work two.
            </EmptyState>
          )
        }
      />
      {deleting === undefined ? null : (
        <DeleteGroup
          groupName={deleting.groupName}
          onDeleted={() => {
            show({ type: 'success', content: `Group ${deleting.groupName} was deleted.` });
            setDeleting(undefined);
            setSelected(undefined);
            pages.reload();
          }}
          onCancel={() => setDeleting(undefined)}
        />
      )}
    </Page>
  );
}
