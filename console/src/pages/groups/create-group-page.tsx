import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Wizard from '@cloudscape-design/components/wizard';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { addUserToGroup, createGroup } from '../../api/iam/groups.ts';
import { attachPolicy, type Policy } from '../../api/iam/policies.ts';
import type { User } from '../../api/iam/users.ts';
import { useFlash } from '../../frame/flash.tsx';
import { Page } from '../../frame/page.tsx';
import { PolicyPicker } from '../../parts/policy-picker.tsx';
import { groupPath } from './group-path.ts';
import { UserPicker } from './user-picker.tsx';

interface NewGroup {
  readonly name: string;
  readonly policies: readonly Policy[];
  readonly users: readonly User[];
}

const crumbs = [['User groups', '/iam/groups']] as const;

/** AWS's rule for names of groups. */
const nameForm = /^[\w+=,.@-]{1,128}$/;

async function make({ name, policies, users }: NewGroup): Promise<void> {
  await createGroup(name);
  for (const { arn } of policies) await attachPolicy({ kind: 'Group', name }, arn);
  for (const { userName } of users) await addUserToGroup(name, userName);
}

/** Creates a group: its name, its policies, its users, and a look at all of it. */
export default function CreateGroupPage() {
  const navigate = useNavigate();
  const { show, showError } = useFlash();
  const [group, setGroup] = useState<NewGroup>({ name: '', policies: [], users: [] });
  const [step, setStep] = useState(0);
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const isNamed = nameForm.test(group.name);
  const go = (to: number) => {
    setChecked(true);
    if (isNamed || to === 0) setStep(to);
  };
  const submit = () => {
    setBusy(true);
    make(group)
      .then(() => {
        show({ type: 'success', content: `Group ${group.name} was created.` });
        void navigate(groupPath(group.name));
      }, showError)
      .finally(() => setBusy(false));
  };
  return (
    <Page title="Create group" crumbs={crumbs}>
      <Wizard
        activeStepIndex={step}
        isLoadingNextStep={busy}
        onNavigate={({ detail }) => go(detail.requestedStepIndex)}
        onCancel={() => void navigate('/iam/groups')}
        onSubmit={submit}
        submitButtonText="Create group"
        steps={[
          {
            title: 'Name the group',
            content: (
              <NameStep
                name={group.name}
                fault={checked && !isNamed}
                onChange={(name) => setGroup({ ...group, name })}
              />
            ),
          },
          {
            title: 'Attach policies',
            isOptional: true,
            content: (
              <PolicyPicker
                selected={group.policies}
                onChange={(policies) => setGroup({ ...group, policies })}
              />
            ),
          },
          {
            title: 'Add users',
            isOptional: true,
            content: (
              <UserPicker
                selected={group.users}
                onChange={(users) => setGroup({ ...group, users })}
              />
            ),
          },
          { title: 'Review and create', content: <Review group={group} onEdit={setStep} /> },
        ]}
      />
    </Page>
  );
}

interface NameStepProps {
  readonly name: string;
  readonly fault: boolean;
  readonly onChange: (name: string) => void;
}

function NameStep({ name, fault, onChange }: NameStepProps) {
  return (
    <Container header={<Header variant="h2">Group details</Header>}>
      <FormField
        label="Group name"
        constraintText="Letters, digits and + = , . @ _ - only, 128 at most."
        errorText={fault ? 'Give a name of these characters.' : undefined}
      >
        <Input
          value={name}
          spellcheck={false}
          onChange={({ detail }) => onChange(detail.value.trim())}
        />
      </FormField>
    </Container>
  );
}

interface ReviewProps {
  readonly group: NewGroup;
  readonly onEdit: (step: number) => void;
}

function Review({ group, onEdit }: ReviewProps) {
  const parts = [
    { label: 'Name', names: [group.name] },
    { label: 'Policies', names: group.policies.map(({ policyName }) => policyName) },
    { label: 'Users', names: group.users.map(({ userName }) => userName) },
  ];
  return (
    <SpaceBetween size="l">
      {parts.map(({ label, names }, step) => (
        <Container
          key={label}
          header={
            <Header
              variant="h2"
              actions={
                <Button ariaLabel={`Edit ${label}`} onClick={() => onEdit(step)}>
                  Edit
                </Button>
              }
            >
              {label}
            </Header>
          }
        >
          <KeyValuePairs
            items={[
              {
                label: `${names.length} chosen`,
                value: names.length === 0 ? 'None' : names.join(', '),
              },
            ]}
          />
        </Container>
      ))}
    </SpaceBetween>
  );
}
