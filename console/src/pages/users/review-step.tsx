import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { NewUsers } from './new-users.ts';

interface ReviewStepProps {
  readonly wanted: NewUsers;
  readonly onEdit: (step: number) => void;
}

const passwordWords = {
  none: 'None',
  random: 'Random, a different one for each',
  chosen: 'The one that you chose',
} as const;

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'None' : names.join(', ');
}

/** Everything that is about to be made, before it is. */
export function ReviewStep({ wanted, onEdit }: ReviewStepProps) {
  const { names, accessKey, password, resetRequired, groups, policies, tags } = wanted;
  const header = (title: string, step: number) => (
    <Header
      variant="h2"
      actions={
        <Button ariaLabel={`Edit ${title}`} onClick={() => onEdit(step)}>
          Edit
        </Button>
      }
    >
      {title}
    </Header>
  );
  return (
    <SpaceBetween size="l">
      <Container header={header('Users', 0)}>
        <KeyValuePairs
          columns={3}
          items={[
            { label: names.length === 1 ? 'User name' : 'User names', value: listed(names) },
            { label: 'Access key', value: accessKey ? 'One for each user' : 'None' },
            {
              label: 'Console password',
              value: `${passwordWords[password]}${password !== 'none' && resetRequired ? ', to be changed at the first sign-in' : ''}`,
            },
          ]}
        />
      </Container>
      <Container header={header('Permissions', 1)}>
        <KeyValuePairs
          columns={2}
          items={[
            { label: 'Groups', value: listed(groups.map(({ groupName }) => groupName)) },
            { label: 'Policies', value: listed(policies.map(({ policyName }) => policyName)) },
          ]}
        />
      </Container>
      <Container header={header('Tags', 2)}>
        <KeyValuePairs
          columns={3}
          items={
            tags.length === 0
              ? [{ label: 'Tags', value: 'None' }]
              : tags.map(({ key, value }) => ({ label: key, value: value || '-' }))
          }
        />
      </Container>
    </SpaceBetween>
  );
}
