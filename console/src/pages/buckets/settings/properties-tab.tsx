import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { bucketArn } from '../../../api/s3/address.ts';
import { regionOfBucket } from '../../../api/s3/buckets.ts';
import {
  type Encryption,
  getBucketTags,
  getEncryption,
  getVersioning,
  putBucketTags,
  putEncryption,
  putVersioning,
  type Versioning,
} from '../../../api/s3/properties.ts';
import { CopyText } from '../../../parts/copy-text.tsx';
import { useLoad } from '../../../parts/load.ts';
import { WhenLoaded } from '../../../parts/loading.tsx';
import { useSession } from '../../../session/session-context.ts';
import { EncryptionFields } from '../encryption-fields.tsx';
import { TagsContainer } from '../tags-container.tsx';
import { LockSetting } from './lock-setting.tsx';
import { LoggingSetting } from './logging-setting.tsx';
import { Notifications } from './notifications.tsx';
import { Setting } from './setting.tsx';

interface BucketTabProps {
  readonly bucket: string;
}

/** What a bucket is, and how it keeps objects. */
export function PropertiesTab({ bucket }: BucketTabProps) {
  const arn = bucketArn(bucket);
  return (
    <SpaceBetween size="l">
      <Overview bucket={bucket} />
      <Setting<Versioning>
        title="Versioning"
        description="Keeps what is overwritten or deleted, so that it can be had back."
        load={() => getVersioning(bucket)}
        save={(value) => putVersioning(bucket, value === 'Enabled')}
        action="s3:PutBucketVersioning"
        resource={arn}
        view={(value) => value}
        edit={(value, onChange) => <VersioningFields value={value} onChange={onChange} />}
      />
      <TagsContainer
        load={() => getBucketTags(bucket)}
        save={(tags) => putBucketTags(bucket, tags)}
        action="s3:PutBucketTagging"
        resource={arn}
      />
      <Setting<Encryption>
        title="Default encryption"
        description="For objects whose upload says nothing else."
        load={async () => (await getEncryption(bucket)) ?? usualEncryption}
        save={(value) => putEncryption(bucket, value)}
        action="s3:PutEncryptionConfiguration"
        resource={arn}
        view={encryptionText}
        edit={(value, onChange) => <EncryptionFields value={value} onChange={onChange} />}
      />
      <LockSetting bucket={bucket} />
      <Notifications bucket={bucket} />
      <LoggingSetting bucket={bucket} />
    </SpaceBetween>
  );
}

const usualEncryption: Encryption = { algorithm: 'AES256', keyId: '', bucketKey: false };

function encryptionText({ algorithm, keyId, bucketKey }: Encryption): string {
  if (algorithm === 'AES256') return 'SSE-S3: with keys that the server keeps (AES256)';
  const key = keyId === '' ? "the account's key aws/s3" : keyId;
  return `SSE-KMS: with ${key}${bucketKey ? ', and a bucket key' : ''}`;
}

function Overview({ bucket }: BucketTabProps) {
  const { session } = useSession();
  const region = useLoad(() => regionOfBucket(bucket));
  return (
    <Container header={<Header variant="h2">Bucket</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'ARN', value: <CopyText text={bucketArn(bucket)} name="ARN" /> },
          { label: 'Region', value: <WhenLoaded of={region}>{(name) => name}</WhenLoaded> },
          {
            label: 'URL',
            value: <CopyText text={`${session.endpoint}/${bucket}`} name="URL" />,
          },
        ]}
      />
    </Container>
  );
}

interface VersioningFieldsProps {
  readonly value: Versioning;
  readonly onChange: (value: Versioning) => void;
}

function VersioningFields({ value, onChange }: VersioningFieldsProps) {
  return (
    <SpaceBetween size="s">
      <RadioGroup
        value={value === 'Enabled' ? 'Enabled' : 'Suspended'}
        ariaLabel="Versioning"
        items={[
          { value: 'Enabled', label: 'Enable' },
          {
            value: 'Suspended',
            label: 'Suspend',
            description: 'Versions that are there stay; new objects take the place of the last.',
          },
        ]}
        onChange={({ detail }) => onChange(detail.value === 'Enabled' ? 'Enabled' : 'Suspended')}
      />
      <Alert type="info">
        Old versions take place until they are deleted. A lifecycle rule does that by their age.
      </Alert>
    </SpaceBetween>
  );
}
