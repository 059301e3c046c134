import FormField from '@cloudscape-design/components/form-field';
import Textarea from '@cloudscape-design/components/textarea';

interface PolicyEditorProps {
  /** What the policy is for, which decides what it may say. */
  readonly kind: 'identity' | 'resource' | 'trust';
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Where a policy is written. */
export function PolicyEditor({ kind, value, onChange }: PolicyEditorProps) {
  return (
    <FormField label={kind === 'trust' ? 'Trust policy' : 'Policy'} stretch>
      <Textarea
        value={value}
        rows={18}
        spellcheck={false}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}
