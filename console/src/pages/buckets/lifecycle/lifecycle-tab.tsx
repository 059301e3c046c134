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

interface RulesProps extends LifecycleTabProps {
  readonly rules: readonly LifecycleRule[];
  readonly onSave: (rules: readonly LifecycleRule[], text: string) => Promise<void>;
}

function Rules({ bucket, rules, onSave }: RulesProps) {
  const [[selected], setSelected] = useState<readonly LifecycleRule[]>([]);
  const [dialog, setDialog] = useState<'add' | 'edit' | 'delete'>();
  const { showError } = useFlash();
  const others = rules.filter((rule) => rule !== selected);
  const close = () => setDialog(undefined);
  const right = { action: 's3:PutLifecycleConfiguration', resource: bucketArn(bucket) };
  const changed = (rule: LifecycleRule) =>
    rules.map((other) => (other === selected ? rule : other));
  const toggle = (rule: LifecycleRule) =>
    onSave(
      changed({ ...rule, enabled: !rule.enabled }),
      `Rule ${rule.id} is ${rule.enabled ? 'disabled' : 'enabled'}.`,
    ).catch(showError);
  const add = (
    <ActionButton {...right} onClick={() => setDialog('add')}>
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
                <ActionButton
                  {...right}
                  disabled={selected === undefined}
                  onClick={() => selected !== undefined && void toggle(selected)}
                >
                  {selected?.enabled === false ? 'Enable' : 'Disable'}
                </ActionButton>
                <ActionButton
                  {...right}
                  disabled={selected === undefined}
                  onClick={() => setDialog('edit')}
                >
                  Edit
                </ActionButton>
                <ActionButton
                  {...right}
                  disabled={selected === undefined}
                  onClick={() => setDialog('delete')}
                >
                  Delete
                </ActionButton>
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
          onCancel={close}
        />
      ) : null}
      {dialog === 'delete' && selected !== undefined ? (
        <ConfirmByName
          title={`Delete rule ${selected.id}?`}
          verb="Delete"
          onConfirm={() => onSave(others, `Rule ${selected.id} was deleted.`)}
          onCancel={close}
        >
          What it would have deleted stays from now on.
        </ConfirmByName>
      ) : null}
    </>
  );
}
