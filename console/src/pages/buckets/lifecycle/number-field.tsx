import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number | undefined;
  /** Told undefined where the field is empty. */
  readonly onChange: (value: number | undefined) => void;
}

/** A number that may be missing. */
export function NumberField({ label, value, onChange }: NumberFieldProps) {
  return (
    <FormField label={label}>
      <Input
        type="number"
        inputMode="numeric"
        value={value === undefined ? '' : String(value)}
        onChange={({ detail }) => onChange(detail.value === '' ? undefined : Number(detail.value))}
      />
    </FormField>
  );
}
