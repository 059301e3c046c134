import Link from '@cloudscape-design/components/link';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { isAwsManaged, listPolicies, type Policy, type PolicyScope } from '../api/iam/policies.ts';
import { policyPath } from '../pages/policies/policy-path.ts';
import { EmptyState } from './empty-state.tsx';
import { useFinding } from './finding.tsx';
import { PagedTable } from './paged-table.tsx';

interface PolicyPickerProps {
  readonly selected: readonly Policy[];
  readonly onChange: (selected: readonly Policy[]) => void;
}

const columns = [
  {
    id: 'name',
    header: 'Policy name',
    isRowHeader: true,
    cell: (policy: Policy) => (
      // In a window of its own: what was chosen here would be lost.
      <Link external href={policyPath(policy.arn)} ariaLabel={`${policy.policyName}, opens anew`}>
        {policy.policyName}
      </Link>
    ),
  },
  {
    id: 'type',
    header: 'Type',
    cell: (policy: Policy) => (isAwsManaged(policy.arn) ? 'AWS managed' : 'Customer managed'),
  },
  {
    id: 'attached',
    header: 'Attached entities',
    cell: (policy: Policy) => policy.attachmentCount,
  },
];

function scopeOf(id: string): PolicyScope {
  return id === 'AWS' || id === 'Local' ? id : 'All';
}

/** Chooses managed policies: AWS's or the account's own. */
export function PolicyPicker({ selected, onChange }: PolicyPickerProps) {
  const [scope, setScope] = useState<PolicyScope>('All');
  const name = ({ policyName }: Policy) => policyName;
  const { pages, filter, noMatch } = useFinding(
    (page) => listPolicies(scope, page),
    name,
    'policies',
    scope,
    20,
  );
  const shown = new Set(pages.items.map(({ arn }) => arn));
  return (
    <PagedTable
      pages={pages}
      title="Permissions policies"
      description={`${selected.length} chosen`}
      columnDefinitions={columns}
      trackBy="arn"
      selectionType="multi"
      selectedItems={[...selected]}
      // Those chosen on other pages stay chosen.
      onSelectionChange={({ detail }) =>
        onChange([
          ...selected.filter(({ arn }) => !shown.has(arn)),
          ...detail.selectedItems.filter(({ arn }) => shown.has(arn)),
        ])
      }
      nameOf={name}
      filter={
        <SpaceBetween size="xs">
          {filter}
          <SegmentedControl
            selectedId={scope}
            label="Kind of policies"
            options={[
              { id: 'All', text: 'All' },
              { id: 'AWS', text: 'AWS managed' },
              { id: 'Local', text: 'Customer managed' },
            ]}
            onChange={({ detail }) => setScope(scopeOf(detail.selectedId))}
          />
        </SpaceBetween>
      }
      empty={
        noMatch ?? (
          <EmptyState title="No policies">
            A customer managed policy holds permissions that several users, groups or roles share.
          </EmptyState>
        )
      }
    />
  );
}
