import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { bucketArn } from '../../../api/s3/address.ts';
import {
  type BlockSetting,
  blockSettings,
  type Grant,
  getBucketAcl,
  getOwnership,
  getPublicAccessBlock,
  type PublicAccessBlock,
  putOwnership,
  putPublicAccessBlock,
} from '../../../api/s3/bucket-access.ts';
import type { ObjectOwnership } from '../../../api/s3/buckets.ts';
import { useLoad } from '../../../parts/load.ts';
import { WhenLoaded } from '../../../parts/loading.tsx';
import { BlockFields } from '../block-fields.tsx';
import { OwnershipFields } from '../ownership-fields.tsx';
import { BucketPolicySetting } from './bucket-policy-setting.tsx';
import { CorsSetting } from './cors-setting.tsx';
import { Setting } from './setting.tsx';

interface BucketTabProps {
  readonly bucket: string;
}

/** Who comes in. */
export function PermissionsTab({ bucket }: BucketTabProps) {
  const arn = bucketArn(bucket);
  return (
    <SpaceBetween size="l">
      <Setting<PublicAccessBlock>
        title="Block public access"
        load={() => getPublicAccessBlock(bucket)}
        save={(value) => putPublicAccessBlock(bucket, value)}
        action="s3:PutBucketPublicAccessBlock"
        resource={arn}
        view={(value) => <BlockView value={value} />}
        edit={(value, onChange) => <BlockFields value={value} onChange={onChange} />}
      />
      <BucketPolicySetting bucket={bucket} />
      <Setting<ObjectOwnership>
        title="Object ownership"
        load={() => getOwnership(bucket)}
        save={(value) => putOwnership(bucket, value)}
        action="s3:PutBucketOwnershipControls"
        resource={arn}
        view={(value) => value}
        edit={(value, onChange) => <OwnershipFields value={value} onChange={onChange} />}
      />
      <Acl bucket={bucket} />
      <CorsSetting bucket={bucket} />
    </SpaceBetween>
  );
}

function BlockView({ value }: { readonly value: ReadonlySet<BlockSetting> }) {
  if (value.size === blockSettings.length) {
    return <StatusIndicator>All public access is blocked</StatusIndicator>;
  }
  return (
    <SpaceBetween size="xs">
      <StatusIndicator type="warning">Not all public access is blocked</StatusIndicator>
      {blockSettings.map((name) => (
        <StatusIndicator key={name} type={value.has(name) ? 'success' : 'stopped'}>
          {name}
        </StatusIndicator>
      ))}
    </SpaceBetween>
  );
}

const aclColumns = [
  { id: 'grantee', header: 'Grantee', isRowHeader: true, cell: ({ grantee }: Grant) => grantee },
  { id: 'permission', header: 'Permission', cell: ({ permission }: Grant) => permission },
];

function Acl({ bucket }: BucketTabProps) {
  const loaded = useLoad(async () => {
    const [grants, ownership] = await Promise.all([getBucketAcl(bucket), getOwnership(bucket)]);
    return { grants, isOff: ownership === 'BucketOwnerEnforced' };
  });
  return (
    <WhenLoaded of={loaded}>
      {({ grants, isOff }) => (
        <Table
          items={grants}
          columnDefinitions={aclColumns}
          wrapLines
          header={<Header>Access control list</Header>}
          ariaLabels={{ tableLabel: 'Access control list' }}
          empty={<Box>Nobody.</Box>}
          footer={
            isOff ? (
              <Alert type="info">
                The owner of the bucket owns every object: access control lists count for nothing,
                and policies decide.
              </Alert>
            ) : undefined
          }
        />
      )}
    </WhenLoaded>
  );
}
