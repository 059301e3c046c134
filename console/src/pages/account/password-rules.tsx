import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PasswordPolicy } from '../../api/iam/account.ts';

interface PasswordRulesProps {
  readonly policy: PasswordPolicy;
  readonly onChange: (policy: PasswordPolicy) => void;
}

const switches = [
  { name: 'uppercase', text: 'At least one uppercase letter' },
  { name: 'lowercase', text: 'At least one lowercase letter' },
  { name: 'numbers', text: 'At least one number' },
  { name: 'symbols', text: 'At least one symbol' },
  { name: 'usersMayChange', text: 'Users may change their own password' },
  { name: 'hardExpiry', text: 'An expired password can be renewed by an administrator only' },
] as const;

/** The rules of a password policy, each to be changed. */
export function PasswordRules({ policy, onChange }: PasswordRulesProps) {
  const number = (
    label: string,
    constraintText: string,
    value: number | undefined,
    set: (value: number | undefined) => Partial<PasswordPolicy>,
  ) => (
    <FormField label={label} constraintText={constraintText}>
      <Input
        type="number"
        inputMode="numeric"
        value={value === undefined ? '' : String(value)}
        onChange={({ detail }) => {
          const given = detail.value === '' ? undefined : Number(detail.value);
          onChange({ ...policy, ...set(given) });
        }}
      />
    </FormField>
  );
  return (
    <ColumnLayout columns={2}>
      <SpaceBetween size="m">
        {number('Minimum length', '6 to 128 characters.', policy.minimumLength, (given) => ({
          minimumLength: given ?? 0,
        }))}
        {number(
          'Passwords expire after',
          '1 to 1095 days; empty: never.',
          policy.maxAge,
          (given) => ({
            maxAge: given,
          }),
        )}
        {number(
          'Earlier passwords that are barred',
          '1 to 24; empty: none.',
          policy.reusePrevention,
          (given) => ({ reusePrevention: given }),
        )}
      </SpaceBetween>
      <SpaceBetween size="s">
        {switches.map(({ name, text }) => (
          <Checkbox
            key={name}
            checked={policy[name]}
            onChange={({ detail }) => onChange({ ...policy, [name]: detail.checked })}
          >
            {text}
          </Checkbox>
        ))}
      </SpaceBetween>
    </ColumnLayout>
  );
}
