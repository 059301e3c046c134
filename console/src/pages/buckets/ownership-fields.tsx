import RadioGroup from '@cloudscape-design/components/radio-group';
import type { ObjectOwnership } from '../../api/s3/buckets.ts';

interface OwnershipFieldsProps {
  readonly value: ObjectOwnership;
  readonly onChange: (value: ObjectOwnership) => void;
}

const choices: readonly (readonly [value: ObjectOwnership, label: string, description: string])[] =
  [
    [
      'BucketOwnerEnforced',
      'Bucket owner enforced (ACLs disabled)',
      'This account owns every object, and policies alone decide. Recommended.',
    ],
    [
      'BucketOwnerPreferred',
      'Bucket owner preferred (ACLs enabled)',
      'What other accounts write with bucket-owner-full-control becomes owned by this account.',
    ],
    ['ObjectWriter', 'Object writer (ACLs enabled)', 'Who writes an object owns it.'],
  ];

/** Who owns what others write, and whether access control lists count. */
export function OwnershipFields({ value, onChange }: OwnershipFieldsProps) {
  return (
    <RadioGroup
      value={value}
      ariaLabel="Object ownership"
      items={choices.map(([choice, label, description]) => ({
        value: choice,
        label,
        description,
      }))}
      onChange={({ detail }) => {
        const chosen = choices.find(([choice]) => choice === detail.value);
        if (chosen !== undefined) onChange(chosen[0]);
      }}
    />
  );
}
