import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';

interface SignInFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What a password manager takes it for. */
  readonly autoComplete: string;
  readonly isSecret?: boolean;
  readonly errorText?: string | undefined;
}

/** A field of the forms before the console. */
export function SignInField({
  label,
  value,
  onChange,
  autoComplete,
  isSecret = false,
  errorText,
}: SignInFieldProps) {
  return (
    <FormField label={label} stretch errorText={errorText}>
      <Input
        value={value}
        type={isSecret ? 'password' : 'text'}
        autoComplete={autoComplete}
        spellcheck={false}
        ariaRequired
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}
