import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { LifecycleRule } from '../../../api/s3/lifecycle.ts';
import { TagFields } from '../../../parts/tag-fields.tsx';
import { NumberField } from './number-field.tsx';

interface RuleScopeProps {
  readonly rule: LifecycleRule;
  readonly onChange: (changed: Partial<LifecycleRule>) => void;
}

/** Which objects a rule is about; all of them where nothing is said. */
export function RuleScope({ rule, onChange }: RuleScopeProps) {
  return (
    <SpaceBetween size="m">
      <FormField label="Prefix - optional" description="Only keys that begin like this.">
        <Input
          value={rule.prefix}
          spellcheck={false}
          autoComplete={false}
          placeholder="logs/"
          onChange={({ detail }) => onChange({ prefix: detail.value })}
        />
      </FormField>
      <FormField label="Tags - optional" description="Only objects that have all of them.">
        <TagFields tags={rule.tags} onChange={(tags) => onChange({ tags })} />
      </FormField>
      <SpaceBetween direction="horizontal" size="m">
        <NumberField
          label="Larger than, in bytes - optional"
          value={rule.largerThan}
          onChange={(largerThan) => onChange({ largerThan })}
        />
        <NumberField
          label="Smaller than, in bytes - optional"
          value={rule.smallerThan}
          onChange={(smallerThan) => onChange({ smallerThan })}
        />
      </SpaceBetween>
    </SpaceBetween>
  );
}
