import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { accountSummary } from '../../api/iam/account.ts';
import { Page } from '../../frame/page.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { RouteLink } from '../../parts/route-link.tsx';
import { useSession } from '../../session/session-context.ts';
import { FirstSteps } from './first-steps.tsx';
import { Recommendations } from './recommendations.tsx';

const counts = [
  { name: 'Users', label: 'Users', to: '/iam/users' },
  { name: 'Groups', label: 'User groups', to: '/iam/groups' },
  { name: 'Roles', label: 'Roles', to: '/iam/roles' },
  { name: 'Policies', label: 'Customer managed policies', to: '/iam/policies?scope=Local' },
] as const;

/** What needs attention, and where things are. */
export default function DashboardPage() {
  const summary = useLoad(accountSummary);
  return (
    <Page title="Dashboard">
      <SpaceBetween size="l">
        <Recommendations summary={summary.value} />
        <ColumnLayout columns={2}>
          <Container fitHeight header={<Header variant="h2">IAM resources</Header>}>
            <WhenLoaded of={summary}>
              {(values) => (
                <KeyValuePairs
                  columns={2}
                  items={counts.map(({ name, label, to }) => ({
                    label,
                    value: (
                      <RouteLink
                        to={to}
                        variant="awsui-value-large"
                        ariaLabel={`${values.get(name) ?? 0} ${label}`}
                      >
                        {String(values.get(name) ?? 0)}
                      </RouteLink>
                    ),
                  }))}
                />
              )}
            </WhenLoaded>
          </Container>
          <Place />
        </ColumnLayout>
        <FirstSteps users={summary.value?.get('Users')} />
      </SpaceBetween>
    </Page>
  );
}

function Place() {
  const { session } = useSession();
  return (
    <Container fitHeight header={<Header variant="h2">This account</Header>}>
      <KeyValuePairs
        columns={1}
        items={[
          { label: 'Account ID', value: <CopyText text={session.accountId} name="account ID" /> },
          { label: 'Alias', value: session.accountAlias ?? 'None' },
          {
            label: 'Endpoint for the AWS CLI and SDKs',
            value: <CopyText text={session.endpoint} name="endpoint" />,
          },
        ]}
      />
    </Container>
  );
}
