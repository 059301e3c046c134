import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { LifecycleRule } from '../../../api/s3/lifecycle.ts';
import { NumberField } from './number-field.tsx';

interface RuleActionsProps {
  readonly rule: LifecycleRule;
  readonly onChange: (changed: Partial<LifecycleRule>) => void;
}

const usualDays = 30;
const usualAbortDays = 7;

/** What a rule does. */
export function RuleActions({ rule, onChange }: RuleActionsProps) {
  const { expireDays, expireDate, abortDays } = rule;
  return (
    <SpaceBetween size="s">
      <Box variant="awsui-key-label">Actions</Box>
      <Checkbox
        checked={expireDays !== undefined}
        description="Deletes objects; in a bucket that keeps versions a delete marker hides them."
        onChange={({ detail }) =>
          onChange({ expireDays: detail.checked ? usualDays : undefined, expireDate: undefined })
        }
      >
        Expire current objects
      </Checkbox>
      {expireDays === undefined ? null : (
        <NumberField
          label="Days after they were made"
          value={expireDays}
          onChange={(count) => onChange({ expireDays: count ?? 0 })}
        />
      )}
      {expireDate === undefined ? null : (
        <Alert type="info">
          It expires objects on {expireDate.slice(0, 10)}, and keeps doing so.
        </Alert>
      )}
      <OldVersions rule={rule} onChange={onChange} />
      <Checkbox
        checked={rule.expireMarkers}
        onChange={({ detail }) => onChange({ expireMarkers: detail.checked })}
      >
        Remove delete markers that hide nothing
      </Checkbox>
      <Checkbox
        checked={abortDays !== undefined}
        description="Gives back the place of parts that nobody will make an object of."
        onChange={({ detail }) =>
          onChange({ abortDays: detail.checked ? usualAbortDays : undefined })
        }
      >
        Abort unfinished uploads
      </Checkbox>
      {abortDays === undefined ? null : (
        <NumberField
          label="Days after they began"
          value={abortDays}
          onChange={(count) => onChange({ abortDays: count ?? 0 })}
        />
      )}
      {rule.transitions.length === 0 ? null : (
        <Alert type="info">Its transitions to other storage classes stay as they are.</Alert>
      )}
    </SpaceBetween>
  );
}

function OldVersions({ rule, onChange }: RuleActionsProps) {
  const { noncurrentDays } = rule;
  return (
    <SpaceBetween size="s">
      <Checkbox
        checked={noncurrentDays !== undefined}
        onChange={({ detail }) =>
          onChange({
            noncurrentDays: detail.checked ? usualDays : undefined,
            noncurrentKept: undefined,
          })
        }
      >
        Delete old versions for good
      </Checkbox>
      {noncurrentDays === undefined ? null : (
        <SpaceBetween direction="horizontal" size="m">
          <NumberField
            label="Days after they were replaced"
            value={noncurrentDays}
            onChange={(count) => onChange({ noncurrentDays: count ?? 0 })}
          />
          <NumberField
            label="Newest versions to keep - optional"
            value={rule.noncurrentKept}
            onChange={(noncurrentKept) => onChange({ noncurrentKept })}
          />
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}
