import SpaceBetween from '@cloudscape-design/components/space-between';
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
import { ListTable } from '../../parts/list-table.tsx';
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

type Dialog = 'attach' | 'detach' | undefined;

/** The managed policies of a user, group or role; attach and detach. */
export function AttachedPolicies({ holder, arn, policies, onChanged }: AttachedPoliciesProps) {
  const [selected, setSelected] = useState<readonly AttachedPolicy[]>([]);
  const [dialog, setDialog] = useState<Dialog>();
  const { show } = useFlash();
  const { kind } = holder;
  const done = (content: string) => {
    show({ type: 'success', content });
    setDialog(undefined);
    setSelected([]);
    onChanged();
  };
  const actions = (
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
  );
  return (
    <>
      <ListTable
        items={policies}
        title="Attached policies"
        description="Managed policies, shared with others that have them too."
        trackBy="arn"
        columnDefinitions={columns}
        selectionType="multi"
        selected={selected}
        onSelect={setSelected}
        nameOf={({ policyName }) => policyName}
        actions={actions}
        empty={
          <EmptyState title="No policies attached">
            Without a policy that allows it, nothing is allowed.
          </EmptyState>
        }
      />
      <PolicyDialog
        dialog={dialog}
        holder={holder}
        selected={selected}
        onDone={done}
        onCancel={() => setDialog(undefined)}
      />
    </>
  );
}

interface PolicyDialogProps {
  readonly dialog: Dialog;
  readonly holder: Holder;
  readonly selected: readonly AttachedPolicy[];
  readonly onDone: (content: string) => void;
  readonly onCancel: () => void;
}

function listed(policies: readonly { readonly policyName: string }[]): string {
  return policies.map(({ policyName }) => policyName).join(', ');
}

function PolicyDialog({ dialog, holder, selected, onDone, onCancel }: PolicyDialogProps) {
  const { name } = holder;
  if (dialog === 'attach') {
    return (
      <PickDialog
        title={`Attach policies to ${name}`}
        verb="Attach"
        picker={PolicyPicker}
        onPicked={async (chosen) => {
          for (const { arn } of chosen) await attachPolicy(holder, arn);
          onDone(`${listed(chosen)} attached to ${name}.`);
        }}
        onCancel={onCancel}
      />
    );
  }
  if (dialog === undefined) return null;
  return (
    <ConfirmByName
      title={`Detach ${selected.length === 1 ? listed(selected) : `${selected.length} policies`}?`}
      verb="Detach"
      onConfirm={async () => {
        for (const { arn } of selected) await detachPolicy(holder, arn);
        onDone(`${listed(selected)} detached from ${name}.`);
      }}
      onCancel={onCancel}
    >
      {name} loses what they allow, at once. The policies themselves stay.
    </ConfirmByName>
  );
}
