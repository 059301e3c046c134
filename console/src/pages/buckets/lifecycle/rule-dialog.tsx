import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import type { LifecycleRule } from '../../../api/s3/lifecycle.ts';
import { SaveDialog } from '../../../parts/save-dialog.tsx';
import { RuleActions } from './rule-actions.tsx';
import { RuleScope } from './rule-scope.tsx';
import { ruleFault } from './rule-text.ts';

interface RuleDialogProps {
  readonly rule: LifecycleRule;
  /** The other rules of the bucket. */
  readonly others: readonly LifecycleRule[];
  /** What it throws is shown, and the dialog stays. */
  readonly onSave: (rule: LifecycleRule) => Promise<void>;
  readonly onCancel: () => void;
}

/** A lifecycle rule: its name, what it is about, what it does. */
export function RuleDialog({ rule, others, onSave, onCancel }: RuleDialogProps) {
  const [draft, setDraft] = useState(rule);
  const why = ruleFault(draft, others);
  const change = (changed: Partial<LifecycleRule>) => setDraft({ ...draft, ...changed });
  return (
    <SaveDialog
      title="Lifecycle rule"
      verb="Save rule"
      size="large"
      disabled={why !== undefined}
      disabledReason={why}
      onSave={() => onSave(draft)}
      onCancel={onCancel}
    >
      <FormField label="Rule name">
        <Input
          value={draft.id}
          spellcheck={false}
          autoComplete={false}
          placeholder="old-logs"
          onChange={({ detail }) => change({ id: detail.value })}
        />
      </FormField>
      <Toggle
        checked={draft.enabled}
        onChange={({ detail }) => change({ enabled: detail.checked })}
      >
        Enabled
      </Toggle>
      <RuleScope rule={draft} onChange={change} />
      <RuleActions rule={draft} onChange={change} />
      {draft.prefix === '' && draft.tags.length === 0 && draft.expireDays !== undefined ? (
        <Alert type="warning">This rule expires every object of the bucket in its time.</Alert>
      ) : null}
    </SaveDialog>
  );
}
