import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import {
  type AttachedPolicy,
  attachPolicy,
  detachPolicy,
  type Holder,
  isAwsManaged,
} from '../../api/iam/policies.ts';
import { useFlash } from '../../frame/flash.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { ConfirmByName } from '../../parts/confirm-by-name.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PickDialog } from '../../parts/pick-dialog.tsx';
import { PolicyPicker } from '../../parts/policy-picker.tsx';
import { RouteLink } from '../../parts/route-link.tsx';
import { policyPath } from '../policies/policy-path.ts';

interface AttachedPoliciesProps {
  readonly holder: Holder;
  readonly arn: string;
  readonly policies: readonly AttachedPolicy[];
  readonly onChanged: () => void;
}

const columns = [
  {
    id: 'name',
    header: 'Policy name',
    isRowHeader: true,
    cell: (policy: AttachedPolicy) => (
      <RouteLink to={policyPath(policy.arn)}>{policy.policyName}</RouteLink>
    ),
  },
  {
    id: 'type',
    header: 'Type',
    cell: ({ arn }: AttachedPolicy) => (isAwsManaged(arn) ? 'AWS managed' : 'Customer managed'),
  },
];

/** The managed policies of a user, group or role; attach and detach. */
export function AttachedPolicies({ holder, arn, policies, onChanged }: AttachedPoliciesProps) {
  const [selected, setSelected] = useState<readonly AttachedPolicy[]>([]);
  const [dialog, setDialog] = useState<'attach' | 'detach'>();
  const { show } = useFlash();
  const { kind, name } = holder;
  const done = (content: string) => {
    show({ type: 'success', content });
    setDialog(undefined);
    setSelected([]);
    onChanged();
  };
  const detach = async () => {
    for (const policy of selected) await detachPolicy(holder, policy.arn);
    const names = selected.map(({ policyName }) => policyName).join(', ');
    done(`${names} detached from ${name}.`);
  };
  return (
    <>
      <Table
        items={[...policies]}
        trackBy="arn"
        columnDefinitions={columns}
        selectionType="multi"
        selectedItems={[...selected]}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
        ariaLabels={{
          tableLabel: 'Attached policies',
          selectionGroupLabel: 'Select policies',
          allItemsSelectionLabel: () => 'Select all',
          itemSelectionLabel: (_state, policy) => `Select ${policy.policyName}`,
        }}
        header={
          <Header
            counter={`(${policies.length})`}
            description="Managed policies, shared with others that have them too."
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <ActionButton
                  action={`iam:Detach${kind}Policy`}
                  resource={arn}
                  disabled={selected.length === 0}
                  onClick={() => setDialog('detach')}
                >
                  Detach
                </ActionButton>
                <ActionButton
                  action={`iam:Attach${kind}Policy`}
                  resource={arn}
                  variant="primary"
                  onClick={() => setDialog('attach')}
                >
                  Attach policies
                </ActionButton>
              </SpaceBetween>
            }
          >
            Attached policies
          </Header>
        }
        empty={
          <EmptyState title="No policies attached">
            Without a policy that allows it, nothing is allowed.
          </EmptyState>
        }
      />
      {dialog === 'attach' ? (
        <PickDialog
          title={`Attach policies to ${name}`}
          verb="Attach"
          picker={PolicyPicker}
          onPicked={async (chosen) => {
            for (const policy of chosen) await attachPolicy(holder, policy.arn);
            done(`${chosen.map(({ policyName }) => policyName).join(', ')} attached to ${name}.`);
          }}
          onCancel={() => setDialog(undefined)}
        />
      ) : null}
      {dialog === 'detach' ? (
        <ConfirmByName
          title={`Detach ${selected.length === 1 ? selected[0]?.policyName : `${selected.length} policies`}?`}
          verb="Detach"
          onConfirm={detach}
          onCancel={() => setDialog(undefined)}
        >
          {name} loses what they allow, at once. The policies themselves stay.
        </ConfirmByName>
      ) : null}
    </>
  );
}
