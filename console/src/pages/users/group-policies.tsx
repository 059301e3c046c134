import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { groupsOfUser } from '../../api/iam/groups.ts';
import { attachedPolicies, inlinePolicies } from '../../api/iam/policies.ts';
import { useLoad } from '../../parts/load.ts';
import { RouteLink } from '../../parts/route-link.tsx';
import { groupPath } from '../groups/group-path.ts';
import { policyPath } from '../policies/policy-path.ts';

/** A policy that a user has because a group has it. */
interface GroupPolicy {
  readonly groupName: string;
  readonly policyName: string;
  /** Undefined for an inline policy of the group. */
  readonly arn: string | undefined;
}

async function policiesByGroup(userName: string): Promise<readonly GroupPolicy[]> {
  const found: GroupPolicy[] = [];
  for (const { groupName } of await groupsOfUser(userName)) {
    const holder = { kind: 'Group', name: groupName } as const;
    const attached = await attachedPolicies(holder);
    found.push(...attached.map((policy) => ({ groupName, ...policy })));
    const names = await inlinePolicies(holder);
    found.push(...names.map((policyName) => ({ groupName, policyName, arn: undefined })));
  }
  return found;
}

const columns = [
  {
    id: 'name',
    header: 'Policy name',
    isRowHeader: true,
    cell: ({ policyName, arn }: GroupPolicy) =>
      arn === undefined ? policyName : <RouteLink to={policyPath(arn)}>{policyName}</RouteLink>,
  },
  {
    id: 'group',
    header: 'By group',
    cell: ({ groupName }: GroupPolicy) => (
      <RouteLink to={`${groupPath(groupName)}?tab=permissions`}>{groupName}</RouteLink>
    ),
  },
];

/** The policies of a user's groups, which count as its own. Shown where there are any. */
export function GroupPolicies({ userName }: { readonly userName: string }) {
  const { value: policies = [] } = useLoad(() => policiesByGroup(userName), userName);
  if (policies.length === 0) return null;
  return (
    <Table
      items={policies}
      trackBy={({ groupName, policyName }) => `${groupName} ${policyName}`}
      columnDefinitions={columns}
      ariaLabels={{ tableLabel: 'Policies by groups' }}
      header={
        <Header
          counter={`(${policies.length})`}
          description={`What ${userName} may do besides, as long as it is in these groups.`}
        >
          Policies by groups
        </Header>
      }
    />
  );
}
