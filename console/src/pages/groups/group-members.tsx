import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import {
  addUserToGroup,
  listMembers,
  type Member,
  removeUserFromGroup,
} from '../../api/iam/groups.ts';
import { useFlash } from '../../frame/flash.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Age } from '../../parts/moments.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { usePages } from '../../parts/pages.ts';
import { PickDialog } from '../../parts/pick-dialog.tsx';
import { RouteLink } from '../../parts/route-link.tsx';
import { userPath } from '../users/user-path.ts';
import { UserPicker } from './user-picker.tsx';

interface GroupMembersProps {
  readonly groupName: string;
  readonly arn: string;
}

const columns = [
  {
    id: 'name',
    header: 'User name',
    isRowHeader: true,
    cell: (member: Member) => (
      <RouteLink to={userPath(member.userName)}>{member.userName}</RouteLink>
    ),
  },
  { id: 'created', header: 'Created', cell: (member: Member) => <Age of={member.createDate} /> },
];

/** The users of a group; add and remove. */
export function GroupMembers({ groupName, arn }: GroupMembersProps) {
  const pages = usePages((page) => listMembers(groupName, page), groupName);
  const [selected, setSelected] = useState<readonly Member[]>([]);
  const [adding, setAdding] = useState(false);
  const { show, showError } = useFlash();
  const remove = async () => {
    try {
      for (const { userName } of selected) await removeUserFromGroup(groupName, userName);
      show({ type: 'success', content: `${selected.length} removed from ${groupName}.` });
    } catch (error) {
      showError(error);
    }
    setSelected([]);
    pages.reload();
  };
  return (
    <>
      <PagedTable
        pages={pages}
        title="Users in this group"
        columnDefinitions={columns}
        trackBy="userName"
        selectionType="multi"
        selectedItems={[...selected]}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
        nameOf={({ userName }) => userName}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <ActionButton
              action="iam:RemoveUserFromGroup"
              resource={arn}
              disabled={selected.length === 0}
              onClick={() => void remove()}
            >
              Remove
            </ActionButton>
            <ActionButton
              action="iam:AddUserToGroup"
              resource={arn}
              variant="primary"
              onClick={() => setAdding(true)}
            >
              Add users
            </ActionButton>
          </SpaceBetween>
        }
        empty={
          <EmptyState title="No users in this group">
            Users that you add have the policies of this group from their next request on.
          </EmptyState>
        }
      />
      {adding ? (
        <PickDialog
          title={`Add users to ${groupName}`}
          verb="Add"
          picker={UserPicker}
          onPicked={async (users) => {
            for (const { userName } of users) await addUserToGroup(groupName, userName);
            show({ type: 'success', content: `${users.length} added to ${groupName}.` });
            setAdding(false);
            pages.reload();
          }}
          onCancel={() => setAdding(false)}
        />
      ) : null}
    </>
  );
}
