import Container from '@cloudscape-design/components/container';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { getUser, type User } from '../../api/iam/users.ts';
import { useFlash } from '../../frame/flash.tsx';
import { Page } from '../../frame/page.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { Age, Moment } from '../../parts/moments.tsx';
import { RouteLink } from '../../parts/route-link.tsx';
import { UrlTabs } from '../../parts/url-tabs.tsx';
import { CredentialsTab } from '../credentials/credentials-tab.tsx';
import { LastAccessed } from '../permissions/last-accessed.tsx';
import { PermissionsPanel } from '../permissions/permissions-panel.tsx';
import { policyPath } from '../policies/policy-path.ts';
import { DeleteUser } from './delete-user.tsx';
import { GroupPolicies } from './group-policies.tsx';
import { KeysCell } from './keys-cell.tsx';
import { TagsTab } from './tags-tab.tsx';
import { UserGroups } from './user-groups.tsx';

const crumbs = [['Users', '/iam/users']] as const;

/** One user: what it may do, and with which credentials. */
export default function UserPage() {
  const { userName = '' } = useParams();
  const loaded = useLoad(() => getUser(userName), userName);
  const [deleting, setDeleting] = useState(false);
  // The summary counts keys anew when they have changed below it.
  const [round, setRound] = useState(0);
  const navigate = useNavigate();
  const { show } = useFlash();
  return (
    <Page
      title={userName}
      crumbs={crumbs}
      actions={
        <ActionButton
          action="iam:DeleteUser"
          resource={loaded.value?.arn ?? '*'}
          onClick={() => setDeleting(true)}
        >
          Delete
        </ActionButton>
      }
    >
      <WhenLoaded of={loaded}>
        {(user) => (
          <SpaceBetween size="l">
            <Summary key={round} user={user} />
            <UserTabs
              user={user}
              onChanged={loaded.reload}
              onKeysChanged={() => setRound(round + 1)}
            />
          </SpaceBetween>
        )}
      </WhenLoaded>
      {deleting ? (
        <DeleteUser
          userName={userName}
          onDeleted={() => {
            show({ type: 'success', content: `User ${userName} was deleted.` });
            void navigate('/iam/users');
          }}
          onCancel={() => setDeleting(false)}
        />
      ) : null}
    </Page>
  );
}

function Summary({ user }: { readonly user: User }) {
  const { arn, createDate, passwordLastUsed, permissionsBoundary } = user;
  return (
    <Container>
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'ARN', value: <CopyText text={arn} name="ARN" /> },
          { label: 'Created', value: <Moment of={createDate} /> },
          { label: 'Last console sign-in', value: <Age of={passwordLastUsed} /> },
          { label: 'Access keys', value: <KeysCell userName={user.userName} /> },
          { label: 'Path', value: user.path },
          {
            label: 'Permissions boundary',
            value:
              permissionsBoundary === undefined ? (
                'None'
              ) : (
                <RouteLink to={policyPath(permissionsBoundary)}>{permissionsBoundary}</RouteLink>
              ),
          },
        ]}
      />
    </Container>
  );
}

interface UserTabsProps {
  readonly user: User;
  readonly onChanged: () => void;
  readonly onKeysChanged: () => void;
}

function UserTabs({ user, onChanged, onKeysChanged }: UserTabsProps) {
  const { userName, arn } = user;
  return (
    <UrlTabs
      ariaLabel={`About ${userName}`}
      tabs={[
        {
          id: 'permissions',
          label: 'Permissions',
          content: (
            <SpaceBetween size="l">
              <PermissionsPanel holder={{ kind: 'User', name: userName }} arn={arn} />
              <GroupPolicies userName={userName} />
            </SpaceBetween>
          ),
        },
        { id: 'groups', label: 'Groups', content: <UserGroups userName={userName} /> },
        {
          id: 'credentials',
          label: 'Security credentials',
          content: <CredentialsTab userName={userName} arn={arn} onKeysChanged={onKeysChanged} />,
        },
        { id: 'last-accessed', label: 'Last accessed', content: <LastAccessed arn={arn} /> },
        { id: 'tags', label: 'Tags', content: <TagsTab user={user} onChanged={onChanged} /> },
      ]}
    />
  );
}
