import Alert from '@cloudscape-design/components/alert';
import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type BlockSetting, blockSettings } from '../../api/s3/bucket-access.ts';

interface BlockFieldsProps {
  readonly value: ReadonlySet<BlockSetting>;
  readonly onChange: (value: ReadonlySet<BlockSetting>) => void;
}

const labels: Readonly<Record<BlockSetting, readonly [label: string, description: string]>> = {
  BlockPublicAcls: [
    'Block new public ACLs',
    'Requests that would give the public access by an access control list are refused.',
  ],
  IgnorePublicAcls: ['Ignore public ACLs', 'Those that are there give the public nothing.'],
  BlockPublicPolicy: [
    'Block new public bucket policies',
    'A policy that lets everybody in is refused.',
  ],
  RestrictPublicBuckets: [
    'Restrict access by public policies',
    'Where the policy lets everybody in, only this account and AWS services come in.',
  ],
};

/** The four switches that keep the public out. */
export function BlockFields({ value, onChange }: BlockFieldsProps) {
  const set = (name: BlockSetting, on: boolean) =>
    onChange(new Set(blockSettings.filter((other) => (other === name ? on : value.has(other)))));
  const isAll = value.size === blockSettings.length;
  return (
    <SpaceBetween size="s">
      <Checkbox
        checked={isAll}
        indeterminate={!isAll && value.size > 0}
        description="Best for everything but websites."
        onChange={() => onChange(new Set(isAll ? [] : blockSettings))}
      >
        Block all public access
      </Checkbox>
      {blockSettings.map((name) => (
        <Checkbox
          key={name}
          checked={value.has(name)}
          description={labels[name][1]}
          onChange={({ detail }) => set(name, detail.checked)}
        >
          {labels[name][0]}
        </Checkbox>
      ))}
      {isAll ? null : (
        <Alert type="warning">
          Somebody can now open this bucket to the public by a policy or an access control list.
        </Alert>
      )}
    </SpaceBetween>
  );
}
