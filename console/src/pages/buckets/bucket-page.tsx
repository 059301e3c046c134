import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { bucketArn } from '../../api/s3/address.ts';
import { Page } from '../../frame/page.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { UrlTabs } from '../../parts/url-tabs.tsx';
import { DeleteBucket } from './delete-bucket.tsx';
import { EmptyBucket } from './empty-bucket.tsx';
import { LifecycleTab } from './lifecycle/lifecycle-tab.tsx';
import { ObjectsTab } from './objects/objects-tab.tsx';
import { PermissionsTab } from './settings/permissions-tab.tsx';
import { PropertiesTab } from './settings/properties-tab.tsx';
import { WebsiteTab } from './settings/website-tab.tsx';

const crumbs = [['Buckets', '/buckets']] as const;

/** One bucket: what is in it, and how it is set. */
export default function BucketPage() {
  const { bucket = '' } = useParams();
  const [doing, setDoing] = useState<'empty' | 'delete'>();
  const [round, setRound] = useState(0);
  const navigate = useNavigate();
  const over = () => {
    setDoing(undefined);
    setRound(round + 1);
  };
  return (
    <Page
      title={bucket}
      crumbs={crumbs}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <ActionButton
            action="s3:DeleteObject"
            resource={`${bucketArn(bucket)}/*`}
            onClick={() => setDoing('empty')}
          >
            Empty
          </ActionButton>
          <ActionButton
            action="s3:DeleteBucket"
            resource={bucketArn(bucket)}
            onClick={() => setDoing('delete')}
          >
            Delete
          </ActionButton>
        </SpaceBetween>
      }
    >
      <UrlTabs
        key={round}
        ariaLabel={`About ${bucket}`}
        tabs={[
          { id: 'objects', label: 'Objects', content: <ObjectsTab key={bucket} bucket={bucket} /> },
          { id: 'properties', label: 'Properties', content: <PropertiesTab bucket={bucket} /> },
          { id: 'permissions', label: 'Permissions', content: <PermissionsTab bucket={bucket} /> },
          { id: 'lifecycle', label: 'Lifecycle', content: <LifecycleTab bucket={bucket} /> },
          { id: 'website', label: 'Website', content: <WebsiteTab bucket={bucket} /> },
        ]}
      />
      {doing === 'empty' ? (
        <EmptyBucket bucket={bucket} onDone={over} onCancel={() => setDoing(undefined)} />
      ) : null}
      {doing === 'delete' ? (
        <DeleteBucket
          bucket={bucket}
          onDone={(isGone) => (isGone ? void navigate('/buckets') : over())}
          onCancel={() => setDoing(undefined)}
        />
      ) : null}
    </Page>
  );
}
