import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import {
  addUserToGroup,
  type Group,
  groupsOfUser,
  removeUserFromGroup,
} from '../../api/iam/groups.ts';
import { useFlash } from '../../frame/flash.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { PickDialog } from '../../parts/pick-dialog.tsx';
import { RouteLink } from '../../parts/route-link.tsx';
import { groupPath } from '../groups/group-path.ts';
import { GroupPicker } from './group-picker.tsx';

interface UserGroupsProps {
  readonly userName: string;
}

const columns = [
  {
    id: 'name',
    header: 'Group name',
    isRowHeader: true,
    cell: (group: Group) => (
      <RouteLink to={groupPath(group.groupName)}>{group.groupName}</RouteLink>
    ),
  },
  { id: 'arn', header: 'ARN', cell: (group: Group) => group.arn },
];

/** The groups whose policies a user has too. */
export function UserGroups({ userName }: UserGroupsProps) {
  const loaded = useLoad(() => groupsOfUser(userName), userName);
  const [selected, setSelected] = useState<readonly Group[]>([]);
  const [adding, setAdding] = useState(false);
  const { show, showError } = useFlash();
  const remove = async () => {
    try {
      for (const { groupName } of selected) await removeUserFromGroup(groupName, userName);
      show({ type: 'success', content: `${userName} was removed from the groups.` });
    } catch (error) {
      showError(error);
    }
    setSelected([]);
    loaded.reload();
  };
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      <ActionButton
        action="iam:RemoveUserFromGroup"
        resource={selected[0]?.arn ?? '*'}
        disabled={selected.length === 0}
        onClick={() => void remove()}
      >
        Remove
      </ActionButton>
      <ActionButton action="iam:AddUserToGroup" variant="primary" onClick={() => setAdding(true)}>
        Add to groups
      </ActionButton>
    </SpaceBetween>
  );
  return (
    <WhenLoaded of={loaded}>
      {(groups) => (
        <>
          <ListTable
            items={groups}
            title="Groups"
            trackBy="groupName"
            columnDefinitions={columns}
            selectionType="multi"
            selected={selected}
            onSelect={setSelected}
            nameOf={({ groupName }) => groupName}
            actions={actions}
            empty={
              <EmptyState title="In no group">
                In a group, {userName} has the group's policies besides its own.
              </EmptyState>
            }
          />
          {adding ? (
            <PickDialog
              title={`Add ${userName} to groups`}
              verb="Add"
              picker={GroupPicker}
              onPicked={async (groups) => {
                for (const { groupName } of groups) await addUserToGroup(groupName, userName);
                show({ type: 'success', content: `${userName} was added to the groups.` });
                setAdding(false);
                loaded.reload();
              }}
              onCancel={() => setAdding(false)}
            />
          ) : null}
        </>
      )}
    </WhenLoaded>
  );
}
