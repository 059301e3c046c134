import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import type { LifecycleRule } from '../../../api/s3/lifecycle.ts';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
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
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const why = ruleFault(draft, others);
  const change = (changed: Partial<LifecycleRule>) => setDraft({ ...draft, ...changed });
  const save = () => {
    setBusy(true);
    setError(undefined);
    onSave(draft).catch((thrown: unknown) => {
      setError(thrown);
      setBusy(false);
    });
  };
  return (
    <Modal
      visible
      size="large"
      header="Lifecycle rule"
      closeAriaLabel="Close"
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={busy}
              disabled={why !== undefined}
              {...(why === undefined ? {} : { disabledReason: why })}
              onClick={save}
            >
              Save rule
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
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
        {error === undefined ? null : <ErrorAlert error={error} />}
      </SpaceBetween>
    </Modal>
  );
}
