import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Encryption } from '../../api/s3/properties.ts';

interface EncryptionFieldsProps {
  readonly value: Encryption;
  readonly onChange: (value: Encryption) => void;
}

const algorithms = [
  {
    value: 'AES256',
    label: 'Keys that the server keeps (SSE-S3)',
    description: 'Every object is encrypted, without anybody having to do anything.',
  },
  {
    value: 'aws:kms',
    label: 'A key of the key service (SSE-KMS)',
    description: 'Who reads an object also needs kms:Decrypt on the key.',
  },
];

/** How new objects are encrypted that say nothing else. */
export function EncryptionFields({ value, onChange }: EncryptionFieldsProps) {
  return (
    <SpaceBetween size="m">
      <RadioGroup
        value={value.algorithm}
        ariaLabel="Encryption of new objects"
        items={algorithms}
        onChange={({ detail }) => onChange({ ...value, algorithm: detail.value })}
      />
      {value.algorithm === 'AES256' ? null : (
        <>
          <FormField
            label="Key"
            description="Its ARN, id or alias. Without one, the account's key aws/s3 is used."
          >
            <Input
              value={value.keyId}
              spellcheck={false}
              placeholder="alias/photos"
              onChange={({ detail }) => onChange({ ...value, keyId: detail.value.trim() })}
            />
          </FormField>
          <Checkbox
            checked={value.bucketKey}
            description="Fewer calls to the key service."
            onChange={({ detail }) => onChange({ ...value, bucketKey: detail.checked })}
          >
            Use a bucket key
          </Checkbox>
        </>
      )}
    </SpaceBetween>
  );
}
