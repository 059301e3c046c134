import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import { listActions, listServices } from '../../../../src/policy/index.ts';
import { listBuckets } from '../../api/s3/buckets.ts';
import { type Loaded, useLoad } from '../../parts/load.ts';
import type { Principal } from './principal.ts';

const actionOptions = listServices().map((service) => ({
  label: service,
  options: listActions(service).map(({ name, accessLevel }) => ({
    value: name,
    label: name,
    description: accessLevel,
  })),
}));

interface PrincipalSelectProps {
  readonly of: Loaded<readonly Principal[]>;
  readonly arn: string;
  readonly onChange: (arn: string) => void;
  /** What an empty ARN stands for, where it stands for somebody. */
  readonly nobody?: string | undefined;
}

/** Chooses a user, group or role. */
export function PrincipalSelect({ of, arn, onChange, nobody }: PrincipalSelectProps) {
  const chosen = of.value?.find((one) => one.arn === arn);
  const byKind = Map.groupBy(of.value ?? [], ({ kind }) => `${kind}s`);
  const none = nobody === undefined ? undefined : { value: '', label: nobody };
  return (
    <FormField label="User, group or role">
      <Select
        selectedOption={chosen ? { value: chosen.arn, label: chosen.name } : (none ?? null)}
        options={[
          ...(none === undefined ? [] : [none]),
          ...[...byKind].map(([label, some]) => ({
            label,
            options: some.map((one) => ({ value: one.arn, label: one.name })),
          })),
        ]}
        statusType={of.loading ? 'loading' : 'finished'}
        filteringType="auto"
        placeholder="Choose"
        empty="There are none yet."
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}

interface OneActionSelectProps {
  readonly action: string;
  readonly onChange: (action: string) => void;
}

/** Chooses one action from the catalogue. */
export function OneActionSelect({ action, onChange }: OneActionSelectProps) {
  return (
    <FormField label="Action">
      <Select
        selectedOption={{ value: action, label: action }}
        options={actionOptions}
        filteringType="auto"
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? action)}
      />
    </FormField>
  );
}

interface ActionSelectProps {
  readonly actions: readonly string[];
  readonly onChange: (actions: readonly string[]) => void;
}

/** Chooses actions from the catalogue. */
export function ActionSelect({ actions, onChange }: ActionSelectProps) {
  return (
    <FormField label="Actions">
      <Multiselect
        selectedOptions={actions.map((value) => ({ value, label: value }))}
        options={actionOptions}
        filteringType="auto"
        placeholder="Choose actions"
        deselectAriaLabel={({ label }) => `Remove ${label}`}
        onChange={({ detail }) =>
          onChange(detail.selectedOptions.flatMap(({ value }) => value ?? []))
        }
      />
    </FormField>
  );
}

interface BucketSelectProps {
  readonly bucket: string;
  readonly onChange: (bucket: string) => void;
}

/** Chooses a bucket of the account. */
export function BucketSelect({ bucket, onChange }: BucketSelectProps) {
  const buckets = useLoad(listBuckets);
  return (
    <FormField label="Bucket">
      <Select
        selectedOption={bucket === '' ? null : { value: bucket, label: bucket }}
        options={(buckets.value ?? []).map(({ name }) => ({ value: name, label: name }))}
        statusType={buckets.loading ? 'loading' : 'finished'}
        filteringType="auto"
        placeholder="Choose"
        empty="There is no bucket yet."
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}
