import Container from '@cloudscape-design/components/container';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { getGroup } from '../../api/iam/groups.ts';
import { useFlash } from '../../frame/flash.tsx';
import { Page } from '../../frame/page.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { Moment } from '../../parts/moments.tsx';
import { UrlTabs } from '../../parts/url-tabs.tsx';
import { LastAccessed } from '../permissions/last-accessed.tsx';
import { PermissionsPanel } from '../permissions/permissions-panel.tsx';
import { DeleteGroup } from './delete-group.tsx';
import { GroupMembers } from './group-members.tsx';

const crumbs = [['User groups', '/iam/groups']] as const;

/** One group: its users, and what they may do by it. */
export default function GroupPage() {
  const { groupName = '' } = useParams();
  const loaded = useLoad(() => getGroup(groupName), groupName);
  const [deleting, setDeleting] = useState(false);
  const navigate = useNavigate();
  const { show } = useFlash();
  return (
    <Page
      title={groupName}
      crumbs={crumbs}
      actions={
        <ActionButton
          action="iam:DeleteGroup"
          resource={loaded.value?.arn ?? '*'}
          onClick={() => setDeleting(true)}
        >
          Delete
        </ActionButton>
      }
    >
      <WhenLoaded of={loaded}>
        {({ arn, createDate, path }) => (
          <SpaceBetween size="l">
            <Container>
              <KeyValuePairs
                columns={3}
                items={[
                  { label: 'ARN', value: <CopyText text={arn} name="ARN" /> },
                  { label: 'Created', value: <Moment of={createDate} /> },
                  { label: 'Path', value: path },
                ]}
              />
            </Container>
            <GroupTabs groupName={groupName} arn={arn} />
          </SpaceBetween>
        )}
      </WhenLoaded>
      {deleting ? (
        <DeleteGroup
          groupName={groupName}
          onDeleted={() => {
            show({ type: 'success', content: `Group ${groupName} was deleted.` });
            void navigate('/iam/groups');
          }}
          onCancel={() => setDeleting(false)}
        />
      ) : null}
    </Page>
  );
}

interface GroupTabsProps {
  readonly groupName: string;
  readonly arn: string;
}

function GroupTabs({ groupName, arn }: GroupTabsProps) {
  return (
    <UrlTabs
      ariaLabel={`About ${groupName}`}
      tabs={[
        {
          id: 'users',
          label: 'Users',
          content: <GroupMembers groupName={groupName} arn={arn} />,
        },
        {
          id: 'permissions',
          label: 'Permissions',
          content: <PermissionsPanel holder={{ kind: 'Group', name: groupName }} arn={arn} />,
        },
        {
          id: 'last-accessed',
          label: 'Last accessed',
          content: <LastAccessed arn={arn} />,
        },
      ]}
    />
  );
}
