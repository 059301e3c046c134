import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { bucketAddress, bucketArn } from '../../../api/s3/address.ts';
import {
  type BlockSetting,
  blockSettings,
  getOwnership,
  getPublicAccessBlock,
  type PublicAccessBlock,
  putOwnership,
  putPublicAccessBlock,
} from '../../../api/s3/bucket-access.ts';
import type { ObjectOwnership } from '../../../api/s3/buckets.ts';
import { BlockFields } from '../block-fields.tsx';
import { OwnershipFields } from '../ownership-fields.tsx';
import { AclSetting } from './acl-setting.tsx';
import { BucketPolicySetting } from './bucket-policy-setting.tsx';
import { CorsSetting } from './cors-setting.tsx';
import { Setting } from './setting.tsx';

interface BucketTabProps {
  readonly bucket: string;
}

/** Who comes in. */
export function PermissionsTab({ bucket }: BucketTabProps) {
  const arn = bucketArn(bucket);
  // Ownership says whether access control lists count.
  const [round, setRound] = useState(0);
  const saveOwnership = async (value: ObjectOwnership) => {
    await putOwnership(bucket, value);
    setRound(round + 1);
  };
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
        save={saveOwnership}
        action="s3:PutBucketOwnershipControls"
        resource={arn}
        view={(value) => value}
        edit={(value, onChange) => <OwnershipFields value={value} onChange={onChange} />}
      />
      <AclSetting
        key={round}
        bucket={bucket}
        address={bucketAddress(bucket, { acl: '' })}
        action="s3:PutBucketAcl"
        resource={arn}
      />
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
