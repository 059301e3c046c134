import Alert from '@cloudscape-design/components/alert';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { bucketArn } from '../../../api/s3/address.ts';
import {
  type DefaultRetention,
  getObjectLock,
  type ObjectLock,
  putObjectLock,
} from '../../../api/s3/properties.ts';
import { Setting } from './setting.tsx';

const firstRetention: DefaultRetention = { mode: 'GOVERNANCE', count: 30, unit: 'Days' };

function lockText({ enabled, retention }: ObjectLock): string {
  if (!enabled) return 'Disabled';
  if (retention === undefined) return 'Enabled, without a default retention';
  const { mode, count, unit } = retention;
  return `Enabled. New versions are kept for ${count} ${unit.toLowerCase()} (${mode.toLowerCase()})`;
}

function fault({ retention }: ObjectLock): string | undefined {
  const isCount =
    retention === undefined || (Number.isInteger(retention.count) && retention.count > 0);
  return isCount ? undefined : 'Give a number of days or years.';
}

/** Whether versions can be locked, and for how long they are where nothing else is said. */
export function LockSetting({ bucket }: { readonly bucket: string }) {
  return (
    <Setting<ObjectLock>
      title="Object Lock"
      description="Keeps versions until a day, whoever wants to delete them."
      load={() => getObjectLock(bucket)}
      save={({ retention }) => putObjectLock(bucket, retention)}
      action="s3:PutBucketObjectLockConfiguration"
      resource={bucketArn(bucket)}
      view={lockText}
      fault={fault}
      edit={(lock, onChange) => (
        <SpaceBetween size="m">
          {lock.enabled ? null : (
            <Alert type="warning">
              Saving turns Object Lock on. It takes versioning, and cannot be turned off again.
            </Alert>
          )}
          <Checkbox
            checked={lock.retention !== undefined}
            onChange={({ detail }) =>
              onChange({ ...lock, retention: detail.checked ? firstRetention : undefined })
            }
          >
            Lock every new version for a while
          </Checkbox>
          {lock.retention === undefined ? null : (
            <RetentionFields
              value={lock.retention}
              onChange={(retention) => onChange({ ...lock, retention })}
            />
          )}
        </SpaceBetween>
      )}
    />
  );
}

interface RetentionFieldsProps {
  readonly value: DefaultRetention;
  readonly onChange: (value: DefaultRetention) => void;
}

function RetentionFields({ value, onChange }: RetentionFieldsProps) {
  return (
    <SpaceBetween size="m">
      <RadioGroup
        value={value.mode}
        ariaLabel="Retention mode"
        items={[
          {
            value: 'GOVERNANCE',
            label: 'Governance',
            description: 'Who has s3:BypassGovernanceRetention can still delete them.',
          },
          { value: 'COMPLIANCE', label: 'Compliance', description: 'Nobody can, root included.' },
        ]}
        onChange={({ detail }) =>
          onChange({
            ...value,
            mode: detail.value === 'COMPLIANCE' ? 'COMPLIANCE' : 'GOVERNANCE',
          })
        }
      />
      <FormField label="For">
        <SpaceBetween direction="horizontal" size="xs">
          <Input
            type="number"
            inputMode="numeric"
            ariaLabel="How long"
            value={String(value.count)}
            onChange={({ detail }) => onChange({ ...value, count: Number(detail.value) })}
          />
          <SegmentedControl
            label="Unit"
            selectedId={value.unit}
            options={[
              { id: 'Days', text: 'Days' },
              { id: 'Years', text: 'Years' },
            ]}
            onChange={({ detail }) =>
              onChange({ ...value, unit: detail.selectedId === 'Years' ? 'Years' : 'Days' })
            }
          />
        </SpaceBetween>
      </FormField>
    </SpaceBetween>
  );
}
