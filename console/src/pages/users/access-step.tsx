import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { PolicyPicker } from '../../parts/policy-picker.tsx';
import { GroupPicker } from './group-picker.tsx';
import type { NewUsers } from './new-users.ts';

interface AccessStepProps {
  readonly wanted: NewUsers;
  readonly change: (changed: Partial<NewUsers>) => void;
}

/** What the new users may do: by their groups, by policies of their own, or nothing yet. */
export function AccessStep({ wanted, change }: AccessStepProps) {
  return (
    <Container>
      <Tabs
        tabs={[
          {
            id: 'groups',
            label: `Add to groups (${wanted.groups.length})`,
            content: (
              <GroupPicker
                selected={wanted.groups}
                onChange={(groups) => change({ groups: [...groups] })}
              />
            ),
          },
          {
            id: 'policies',
            label: `Attach policies directly (${wanted.policies.length})`,
            content: (
              <SpaceBetween size="m">
                <PolicyPicker
                  selected={wanted.policies}
                  onChange={(policies) => change({ policies: [...policies] })}
                />
              </SpaceBetween>
            ),
          },
        ]}
      />
    </Container>
  );
}
