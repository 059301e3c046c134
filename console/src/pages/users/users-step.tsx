import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { largestCount, type NewUsers, nameFault } from './new-users.ts';

interface UsersStepProps {
  readonly wanted: NewUsers;
  readonly change: (changed: Partial<NewUsers>) => void;
  /** Faults are shown when somebody wanted to go on. */
  readonly checked: boolean;
}

/** The names of the new users, and which credentials they get. */
export function UsersStep(props: UsersStepProps) {
  return (
    <SpaceBetween size="l">
      <Names {...props} />
      <Container header={<Header variant="h2">Access keys</Header>}>
        <Checkbox
          checked={props.wanted.accessKey}
          onChange={({ detail }) => props.change({ accessKey: detail.checked })}
          description="For the AWS CLI, SDKs and other programs. You can download the secrets once, at the end."
        >
          Create an access key for each user
        </Checkbox>
      </Container>
      <ConsolePassword {...props} />
    </SpaceBetween>
  );
}

function Names({ wanted: { names }, change, checked }: UsersStepProps) {
  return (
    <Container header={<Header variant="h2">User names</Header>}>
      <AttributeEditor
        items={names.map((name, index) => ({ name, index }))}
        addButtonText="Add another user"
        removeButtonText="Remove"
        disableAddButton={names.length >= largestCount}
        isItemRemovable={() => names.length > 1}
        onAddButtonClick={() => change({ names: [...names, ''] })}
        onRemoveButtonClick={({ detail }) =>
          change({ names: names.filter((_, index) => index !== detail.itemIndex) })
        }
        definition={[
          {
            label: 'User name',
            control: ({ name, index }) => (
              <Input
                value={name}
                spellcheck={false}
                ariaLabel={`User name ${index + 1}`}
                onChange={({ detail }) =>
                  change({
                    names: names.map((other, at) => (at === index ? detail.value.trim() : other)),
                  })
                }
              />
            ),
            errorText: ({ index }) => (checked ? nameFault(names, index) : undefined),
          },
        ]}
      />
    </Container>
  );
}

const passwords = [
  { value: 'none', label: 'No console password' },
  { value: 'random', label: 'A random password for each' },
  { value: 'chosen', label: 'One password that I choose' },
] as const;

function ConsolePassword({ wanted, change, checked }: UsersStepProps) {
  const { password, chosenPassword, resetRequired } = wanted;
  const lacksPassword = checked && password === 'chosen' && chosenPassword === '';
  return (
    <Container header={<Header variant="h2">Console access</Header>}>
      <SpaceBetween size="m">
        <RadioGroup
          value={password}
          items={[...passwords]}
          ariaLabel="Console password"
          onChange={({ detail }) =>
            change({
              password: passwords.find(({ value }) => value === detail.value)?.value ?? 'none',
            })
          }
        />
        {password === 'chosen' ? (
          <FormField label="Password" errorText={lacksPassword ? 'Give a password.' : undefined}>
            <Input
              type="password"
              value={chosenPassword}
              autoComplete="new-password"
              onChange={({ detail }) => change({ chosenPassword: detail.value })}
            />
          </FormField>
        ) : null}
        {password === 'none' ? null : (
          <Checkbox
            checked={resetRequired}
            onChange={({ detail }) => change({ resetRequired: detail.checked })}
            description="They need the right to change it: iam:ChangePassword, or the account's password policy."
          >
            Users must choose a new password at the first sign-in
          </Checkbox>
        )}
      </SpaceBetween>
    </Container>
  );
}
