import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import {
  attachPolicy,
  detachPolicy,
  entitiesForPolicy,
  type PolicyEntity,
} from '../../api/iam/policies.ts';
import { useFlash } from '../../frame/flash.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { PickDialog } from '../../parts/pick-dialog.tsx';
import { RouteLink } from '../../parts/route-link.tsx';
import { groupPath } from '../groups/group-path.ts';
import { UserPicker } from '../groups/user-picker.tsx';
import { rolePath } from '../roles/role-path.ts';
import { userPath } from '../users/user-path.ts';

const pathOf = { User: userPath, Group: groupPath, Role: rolePath } as const;

const columns = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    cell: ({ kind, name }: PolicyEntity) => <RouteLink to={pathOf[kind](name)}>{name}</RouteLink>,
  },
  { id: 'kind', header: 'Type', cell: ({ kind }: PolicyEntity) => kind },
];

/** Who has a policy; attach it to users, and detach it from anybody. */
export function PolicyEntities({ arn }: { readonly arn: string }) {
  const loaded = useLoad(() => entitiesForPolicy(arn), arn);
  const [selected, setSelected] = useState<readonly PolicyEntity[]>([]);
  const [adding, setAdding] = useState(false);
  const { show, showError } = useFlash();
  const detach = async () => {
    try {
      for (const holder of selected) await detachPolicy(holder, arn);
      show({ type: 'success', content: `Detached from ${selected.length}.` });
    } catch (error) {
      showError(error);
    }
    setSelected([]);
    loaded.reload();
  };
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      <ActionButton
        action={`iam:Detach${selected[0]?.kind ?? 'User'}Policy`}
        disabled={selected.length === 0}
        onClick={() => void detach()}
      >
        Detach
      </ActionButton>
      <ActionButton action="iam:AttachUserPolicy" variant="primary" onClick={() => setAdding(true)}>
        Attach to users
      </ActionButton>
    </SpaceBetween>
  );
  return (
    <WhenLoaded of={loaded}>
      {(entities) => (
        <>
          <ListTable
            items={entities}
            title="Attached as permissions policy"
            trackBy={({ kind, name }) => `${kind} ${name}`}
            columnDefinitions={columns}
            selectionType="multi"
            selected={selected}
            onSelect={setSelected}
            nameOf={({ kind, name }) => `${kind} ${name}`}
            actions={actions}
            empty={
              <EmptyState title="Attached to nobody">
                A policy does nothing until a user, group or role has it.
              </EmptyState>
            }
          />
          {adding ? (
            <PickDialog
              title="Attach to users"
              verb="Attach"
              picker={UserPicker}
              onPicked={async (users) => {
                for (const { userName: name } of users)
                  await attachPolicy({ kind: 'User', name }, arn);
                show({ type: 'success', content: `Attached to ${users.length}.` });
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
