import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ObjectPlace, objectArn, objectUrl } from '../../../api/s3/address.ts';
import { systemHeader, systemHeaders } from '../../../api/s3/object-metadata.ts';
import type { ObjectHead } from '../../../api/s3/objects.ts';
import { bytesText } from '../../../parts/bytes.ts';
import { CopyText } from '../../../parts/copy-text.tsx';
import { Moment } from '../../../parts/moments.tsx';
import { useSession } from '../../../session/session-context.ts';
import { KeyText } from '../key-text.tsx';
import { MetadataTable } from './metadata-table.tsx';

interface PropertiesTabProps {
  readonly place: ObjectPlace;
  readonly head: ObjectHead;
  /** It was copied onto itself, with other metadata. */
  readonly onChanged: () => void;
}

/** Headers that are shown where the object has them, by what people call them. */
const shownHeaders: readonly (readonly [label: string, header: string])[] = [
  ['ETag', 'etag'],
  ['Version', 'x-amz-version-id'],
  ['Encryption', 'x-amz-server-side-encryption'],
  ['Encryption key', 'x-amz-server-side-encryption-aws-kms-key-id'],
  ['Customer key algorithm', 'x-amz-server-side-encryption-customer-algorithm'],
  ['Expiration rule', 'x-amz-expiration'],
  ['Parts', 'x-amz-mp-parts-count'],
  ['Tags', 'x-amz-tagging-count'],
];

const checksumNames = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256', 'SHA512', 'MD5'];

function checksumsOf(head: ObjectHead) {
  return checksumNames.flatMap((name) => {
    const value = head.header(`x-amz-checksum-${name.toLowerCase()}`);
    if (value === undefined) return [];
    const label = `Checksum ${name} (${head.header('x-amz-checksum-type') ?? 'FULL_OBJECT'})`;
    return [{ label, value }];
  });
}

/** What an object is, and where. */
export function PropertiesTab({ place, head, onChanged }: PropertiesTabProps) {
  const { session } = useSession();
  const { bucket, key } = place;
  const system = systemHeaders.flatMap((label) => {
    const value = systemHeader(head, label);
    return value === '' ? [] : [{ label, value: <KeyText text={value} /> }];
  });
  const headers = shownHeaders.flatMap(([label, header]) => {
    const value = head.header(header);
    return value === undefined ? [] : [{ label, value }];
  });
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Object</Header>}>
        <KeyValuePairs
          columns={3}
          items={[
            { label: 'Key', value: <KeyText text={key} /> },
            {
              label: 'Size',
              value: `${bytesText(head.size)} (${head.size.toLocaleString('en')} bytes)`,
            },
            { label: 'Last modified', value: <Moment of={head.modified} /> },
            { label: 'Storage class', value: head.header('x-amz-storage-class') ?? 'STANDARD' },
            ...system,
            ...headers,
            ...checksumsOf(head),
          ]}
        />
      </Container>
      <Container header={<Header variant="h2">Where it is</Header>}>
        <KeyValuePairs
          items={[
            {
              label: 'URL',
              value: <CopyText text={objectUrl(session.endpoint, bucket, key)} name="URL" />,
            },
            { label: 'S3 URI', value: <CopyText text={`s3://${bucket}/${key}`} name="S3 URI" /> },
            { label: 'ARN', value: <CopyText text={objectArn(bucket, key)} name="ARN" /> },
          ]}
        />
      </Container>
      <MetadataTable place={place} head={head} onChanged={onChanged} />
    </SpaceBetween>
  );
}
