import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { bucketArn } from '../../../api/s3/address.ts';
import { getLifecycle, type LifecycleRule, putLifecycle } from '../../../api/s3/lifecycle.ts';
import { useFlash } from '../../../frame/flash.tsx';
import { ActionButton } from '../../../parts/action-button.tsx';
import { ConfirmByName } from '../../../parts/confirm-by-name.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useLoad } from '../../../parts/load.ts';
import { WhenLoaded } from '../../../parts/loading.tsx';
import { KeyText } from '../key-text.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { actionTexts, newRule, scopeText } from './rule-text.ts';

interface LifecycleTabProps {
  readonly bucket: string;
}

/** What is deleted by itself, and when. */
export function LifecycleTab({ bucket }: LifecycleTabProps) {
  const loaded = useLoad(() => getLifecycle(bucket));
  const { show } = useFlash();
  const save = async (rules: readonly LifecycleRule[], text: string) => {
    await putLifecycle(bucket, rules);
    show({ type: 'success', content: text });
    loaded.reload();
  };
  return (
    <WhenLoaded of={loaded}>
      {(rules) => <Rules key={JSON.stringify(rules)} bucket={bucket} rules={rules} onSave={save} />}
    </WhenLoaded>
  );
}

const columns = [
  {
    id: 'name',
    header: 'Rule',
    isRowHeader: true,
    cell: ({ id }: LifecycleRule) => <KeyText text={id} />,
  },
  {
    id: 'status',
    header: 'Status',
    cell: ({ enabled }: LifecycleRule) => (
      <StatusIndicator type={enabled ? 'success' : 'stopped'}>
        {enabled ? 'Enabled' : 'Disabled'}
      </StatusIndicator>
    ),
  },
  {
    id: 'scope',
    header: 'Objects',
    cell: (rule: LifecycleRule) => <KeyText text={scopeText(rule)} />,
  },
  {
    id: 'actions',
    header: 'Actions',
    cell: (rule: LifecycleRule) => actionTexts(rule).map((text) => <div key={text}>{text}</div>),
  },
];

type Dialog = 'add' | 'edit' | 'delete';

function rightOn(bucket: string) {
  return { action: 's3:PutLifecycleConfiguration', resource: bucketArn(bucket) };
}

interface RulesProps extends LifecycleTabProps {
  readonly rules: readonly LifecycleRule[];
  readonly onSave: (rules: readonly LifecycleRule[], text: string) => Promise<void>;
}

function Rules({ bucket, rules, onSave }: RulesProps) {
  const [[selected], setSelected] = useState<readonly LifecycleRule[]>([]);
  const [dialog, setDialog] = useState<Dialog>();
  const { showError } = useFlash();
  const toggle = (rule: LifecycleRule) =>
    onSave(
      rules.map((other) => (other === rule ? { ...rule, enabled: !rule.enabled } : other)),
      `Rule ${rule.id} is ${rule.enabled ? 'disabled' : 'enabled'}.`,
    ).catch(showError);
  const add = (
    <ActionButton {...rightOn(bucket)} onClick={() => setDialog('add')}>
      Add rule
    </ActionButton>
  );
  return (
    <>
      <Table
        items={rules}
        columnDefinitions={columns}
        wrapLines
        enableKeyboardNavigation
        selectionType="single"
        selectedItems={selected === undefined ? [] : [selected]}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
        ariaLabels={{
          tableLabel: 'Lifecycle rules',
          selectionGroupLabel: 'Select a rule',
          itemSelectionLabel: (_state, { id }) => `Select ${id}`,
        }}
        header={
          <Header
            counter={`(${rules.length})`}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <RuleButtons
                  bucket={bucket}
                  selected={selected}
                  onToggle={(rule) => void toggle(rule)}
                  onDialog={setDialog}
                />
                {add}
              </SpaceBetween>
            }
          >
            Lifecycle rules
          </Header>
        }
        empty={
          <EmptyState title="No lifecycle rules" action={add}>
            A rule deletes what is old by itself: logs after 90 days, versions a month after they
            were replaced, uploads that nobody finished.
          </EmptyState>
        }
      />
      <RuleDialogs
        dialog={dialog}
        rules={rules}
        selected={selected}
        onSave={onSave}
        onClose={() => setDialog(undefined)}
      />
    </>
  );
}

interface RuleButtonsProps extends LifecycleTabProps {
  readonly selected: LifecycleRule | undefined;
  readonly onToggle: (rule: LifecycleRule) => void;
  readonly onDialog: (dialog: Dialog) => void;
}

/** What can be done to the rule that is selected. */
function RuleButtons({ bucket, selected, onToggle, onDialog }: RuleButtonsProps) {
  const button = {
    ...rightOn(bucket),
    disabled: selected === undefined,
    disabledReason: selected === undefined ? 'Select a rule.' : undefined,
  };
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ActionButton {...button} onClick={() => selected !== undefined && onToggle(selected)}>
        {selected?.enabled === false ? 'Enable' : 'Disable'}
      </ActionButton>
      <ActionButton {...button} onClick={() => onDialog('edit')}>
        Edit
      </ActionButton>
      <ActionButton {...button} onClick={() => onDialog('delete')}>
        Delete
      </ActionButton>
    </SpaceBetween>
  );
}

interface RuleDialogsProps extends Omit<RulesProps, 'bucket'> {
  readonly dialog: Dialog | undefined;
  readonly selected: LifecycleRule | undefined;
  readonly onClose: () => void;
}

function RuleDialogs({ dialog, rules, selected, onSave, onClose }: RuleDialogsProps) {
  const others = rules.filter((rule) => rule !== selected);
  const changed = (rule: LifecycleRule) =>
    rules.map((other) => (other === selected ? rule : other));
  return (
    <>
      {dialog === 'add' || (dialog === 'edit' && selected !== undefined) ? (
        <RuleDialog
          rule={dialog === 'edit' && selected !== undefined ? selected : newRule}
          others={dialog === 'edit' ? others : rules}
          onSave={(rule) =>
            onSave(
              dialog === 'edit' ? changed(rule) : [...rules, rule],
              `Rule ${rule.id} was saved.`,
            )
          }
          onCancel={onClose}
        />
      ) : null}
      {dialog === 'delete' && selected !== undefined ? (
        <ConfirmByName
          title={`Delete rule ${selected.id}?`}
          verb="Delete"
          onConfirm={() => onSave(others, `Rule ${selected.id} was deleted.`)}
          onCancel={onClose}
        >
          What it would have deleted stays from now on.
        </ConfirmByName>
      ) : null}
    </>
  );
}
