import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import {
  type LastUse,
  type ServiceUse,
  servicesLastAccessed,
} from '../../api/iam/service-access.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { Age } from '../../parts/moments.tsx';
import { isUnused, unusedDays } from './unused.ts';

function LastUsed({ last }: LastUse) {
  if (last === undefined) return <StatusIndicator type="warning">Not used</StatusIndicator>;
  return (
    <StatusIndicator type={isUnused({ name: '', last, by: '' }) ? 'warning' : 'success'}>
      <Age of={last} />
    </StatusIndicator>
  );
}

/** The newest first, then those that nobody used by their names. */
function byLastUse(a: LastUse, b: LastUse): number {
  return (b.last?.getTime() ?? 0) - (a.last?.getTime() ?? 0) || a.name.localeCompare(b.name);
}

function Actions({ name, actions }: ServiceUse) {
  const used = actions.filter((action) => !isUnused(action)).length;
  return (
    <ExpandableSection
      headerText={`${used} of ${actions.length} used`}
      headerAriaLabel={`Actions of ${name}: ${used} of ${actions.length} used`}
    >
      <SpaceBetween size="xxs">
        {actions.toSorted(byLastUse).map((action) => (
          <div key={action.name}>
            {action.name} <LastUsed {...action} />
          </div>
        ))}
      </SpaceBetween>
    </ExpandableSection>
  );
}

const columns = [
  { id: 'service', header: 'Service', isRowHeader: true, cell: ({ name }: ServiceUse) => name },
  { id: 'last', header: 'Last accessed', cell: (service: ServiceUse) => <LastUsed {...service} /> },
  { id: 'by', header: 'By', cell: ({ by }: ServiceUse) => by ?? '-' },
  { id: 'actions', header: 'Actions', cell: (service: ServiceUse) => <Actions {...service} /> },
];

/** Which of its rights a user, group, role or policy made use of, and when. */
export function LastAccessed({ arn }: { readonly arn: string }) {
  const loaded = useLoad(() => servicesLastAccessed(arn), arn);
  return (
    <WhenLoaded of={loaded}>
      {(services) => (
        <Table
          header={
            <Header
              counter={`(${services.length})`}
              description={`What its policies allow, and when that was last used. What nobody used for ${unusedDays} days can be taken out of a policy.`}
            >
              Services that are allowed
            </Header>
          }
          columnDefinitions={columns}
          items={services.toSorted(byLastUse)}
          trackBy="name"
          wrapLines
          ariaLabels={{ tableLabel: 'Services that are allowed' }}
          empty={
            <EmptyState title="Nothing is allowed">
              No policy allows anything, so there is nothing to take away.
            </EmptyState>
          }
          footer={<Box variant="small">Uses of the last 400 days count.</Box>}
        />
      )}
    </WhenLoaded>
  );
}
