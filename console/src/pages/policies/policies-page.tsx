import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSearchParams } from 'react-router';
import {
  isAwsManaged,
  listPolicies,
  type Policy,
  type PolicyScope,
} from '../../api/iam/policies.ts';
import type { PageRequest } from '../../api/query.ts';
import { Page } from '../../frame/page.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useFinding } from '../../parts/finding.tsx';
import { Age } from '../../parts/moments.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { RouteLink } from '../../parts/route-link.tsx';
import { policyPath } from './policy-path.ts';

const columns = [
  {
    id: 'name',
    header: 'Policy name',
    isRowHeader: true,
    cell: (policy: Policy) => (
      <RouteLink to={policyPath(policy.arn)}>{policy.policyName}</RouteLink>
    ),
  },
  {
    id: 'type',
    header: 'Type',
    cell: ({ arn }: Policy) => (isAwsManaged(arn) ? 'AWS managed' : 'Customer managed'),
  },
  {
    id: 'used',
    header: 'Used as',
    cell: ({ attachmentCount, boundaryUsageCount }: Policy) =>
      [
        attachmentCount > 0 ? `Permissions policy (${attachmentCount})` : '',
        boundaryUsageCount > 0 ? `Boundary (${boundaryUsageCount})` : '',
      ]
        .filter(Boolean)
        .join(', ') || 'Not used',
  },
  { id: 'edited', header: 'Edited', cell: (policy: Policy) => <Age of={policy.updateDate} /> },
];

const scopes = [
  { id: 'All', text: 'All' },
  { id: 'Local', text: 'Customer managed' },
  { id: 'AWS', text: 'AWS managed' },
] as const;

function scopeOf(id: string | null): PolicyScope {
  return scopes.find((scope) => scope.id === id)?.id ?? 'All';
}

/** The managed policies: the account's own, and AWS's. */
export default function PoliciesPage() {
  const [search, setSearch] = useSearchParams();
  const scope = scopeOf(search.get('scope'));
  const name = ({ policyName }: Policy) => policyName;
  const load = (page: PageRequest) => listPolicies(scope, page);
  const { pages, filter, noMatch } = useFinding(load, name, 'policies', scope);
  const create = (variant: 'primary' | 'normal') => (
    <ActionButton action="iam:CreatePolicy" variant={variant} href="/iam/policies/create">
      Create policy
    </ActionButton>
  );
  return (
    <Page title="Policies" description="Permissions that users, groups and roles can share.">
      <PagedTable
        pages={pages}
        title="Policies"
        columnDefinitions={columns}
        trackBy="arn"
        nameOf={name}
        actions={create('primary')}
        filter={
          <SpaceBetween size="xs">
            {filter}
            <SegmentedControl
              selectedId={scope}
              label="Kind of policies"
              options={[...scopes]}
              onChange={({ detail }) => setSearch({ scope: detail.selectedId }, { replace: true })}
            />
          </SpaceBetween>
        }
        empty={
          noMatch ?? (
            <EmptyState title="No policies" action={create('normal')}>
              A policy of your own says exactly what an application needs in its bucket, and nothing
              else.
            </EmptyState>
          )
        }
      />
    </Page>
  );
}
