import Alert from '@cloudscape-design/components/alert';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import { type ObjectPlace, objectArn } from '../../../api/s3/address.ts';
import {
  getLegalHold,
  getRetention,
  putLegalHold,
  putRetention,
  type Retention,
} from '../../../api/s3/object-settings.ts';
import { getObjectLock } from '../../../api/s3/properties.ts';
import { useFlash } from '../../../frame/flash.tsx';
import { usePermission } from '../../../frame/permissions.ts';
import { ActionButton } from '../../../parts/action-button.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useLoad } from '../../../parts/load.ts';
import { WhenLoaded } from '../../../parts/loading.tsx';

interface Lock {
  readonly enabled: boolean;
  readonly retention: Retention | undefined;
  readonly hold: boolean;
}

async function lockOf(place: ObjectPlace): Promise<Lock> {
  const { enabled } = await getObjectLock(place.bucket);
  if (!enabled) return { enabled, retention: undefined, hold: false };
  const [retention, hold] = await Promise.all([getRetention(place), getLegalHold(place)]);
  return { enabled, retention, hold };
}

/** Until when a version cannot be deleted, and whether somebody holds it. */
export function LockTab({ place }: { readonly place: ObjectPlace }) {
  const loaded = useLoad(() => lockOf(place));
  const { show, showError } = useFlash();
  const change = (changed: Promise<void>, text: string) =>
    changed.then(() => {
      show({ type: 'success', content: text });
      loaded.reload();
    }, showError);
  return (
    <WhenLoaded of={loaded}>
      {({ enabled, retention, hold }) =>
        enabled ? (
          <SpaceBetween size="l">
            <HoldContainer
              place={place}
              hold={hold}
              onChange={(on) => void change(putLegalHold(place, on), 'The legal hold was changed.')}
            />
            <RetentionContainer
              key={JSON.stringify(retention)}
              place={place}
              retention={retention}
              onSave={(wanted, bypass) =>
                change(putRetention(place, wanted, bypass), 'The retention was saved.')
              }
            />
          </SpaceBetween>
        ) : (
          <EmptyState title="This bucket has no Object Lock">
            With it, versions are kept until a day that is set, whoever wants to delete them. Turn
            it on at the properties of the bucket.
          </EmptyState>
        )
      }
    </WhenLoaded>
  );
}

interface HoldContainerProps {
  readonly place: ObjectPlace;
  readonly hold: boolean;
  readonly onChange: (on: boolean) => void;
}

function HoldContainer({ place, hold, onChange }: HoldContainerProps) {
  const arn = objectArn(place.bucket, place.key);
  const permission = usePermission('s3:PutObjectLegalHold', arn);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Keeps this version until the hold is taken away, without a day."
        >
          Legal hold
        </Header>
      }
    >
      <Toggle
        checked={hold}
        disabled={!permission.allowed}
        description={permission.reason}
        onChange={({ detail }) => onChange(detail.checked)}
      >
        {hold ? 'Held' : 'Not held'}
      </Toggle>
    </Container>
  );
}

type Mode = Retention['mode'] | 'NONE';

interface ModeFieldsProps {
  readonly mode: Mode;
  readonly onChange: (mode: Mode) => void;
}

function ModeFields({ mode, onChange }: ModeFieldsProps) {
  return (
    <RadioGroup
      value={mode}
      ariaLabel="Retention mode"
      items={[
        { value: 'NONE', label: 'None' },
        {
          value: 'GOVERNANCE',
          label: 'Governance',
          description: 'Who has s3:BypassGovernanceRetention can still delete it.',
        },
        { value: 'COMPLIANCE', label: 'Compliance', description: 'Nobody can, root included.' },
      ]}
      onChange={({ detail: { value } }) =>
        onChange(value === 'GOVERNANCE' || value === 'COMPLIANCE' ? value : 'NONE')
      }
    />
  );
}

interface RetentionContainerProps {
  readonly place: ObjectPlace;
  readonly retention: Retention | undefined;
  readonly onSave: (retention: Retention | undefined, bypass: boolean) => Promise<void>;
}

function RetentionContainer({ place, retention, onSave }: RetentionContainerProps) {
  const [mode, setMode] = useState<Mode>(retention?.mode ?? 'NONE');
  const [day, setDay] = useState(retention?.until.toISOString().slice(0, 10) ?? '');
  const [bypass, setBypass] = useState(false);
  const [busy, setBusy] = useState(false);
  const until = new Date(`${day}T00:00:00Z`);
  const isWhole = mode === 'NONE' || !Number.isNaN(until.getTime());
  const save = () => {
    setBusy(true);
    void onSave(mode === 'NONE' ? undefined : { mode, until }, bypass).finally(() =>
      setBusy(false),
    );
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <ActionButton
              action="s3:PutObjectRetention"
              resource={objectArn(place.bucket, place.key)}
              loading={busy}
              disabled={!isWhole}
              onClick={save}
            >
              Save retention
            </ActionButton>
          }
        >
          Retention
        </Header>
      }
    >
      <SpaceBetween size="m">
        <ModeFields mode={mode} onChange={setMode} />
        {mode === 'COMPLIANCE' ? (
          <Alert type="warning">Compliance cannot be shortened or taken back by anybody.</Alert>
        ) : null}
        {mode === 'NONE' ? null : (
          <FormField label="Until" constraintText="The beginning of that day, UTC.">
            <DatePicker
              value={day}
              placeholder="YYYY/MM/DD"
              openCalendarAriaLabel={(chosen) => `Choose a day${chosen ? `, ${chosen}` : ''}`}
              onChange={({ detail }) => setDay(detail.value)}
            />
          </FormField>
        )}
        {retention?.mode === 'GOVERNANCE' ? (
          <Checkbox checked={bypass} onChange={({ detail }) => setBypass(detail.checked)}>
            Bypass governance: shorten the retention or end it
          </Checkbox>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}
