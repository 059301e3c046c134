import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useParams } from 'react-router';
import { getRole, type Role } from '../../api/iam/roles.ts';
import { Page } from '../../frame/page.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { Age, Moment } from '../../parts/moments.tsx';
import { PolicyText } from '../../parts/policy-text.tsx';
import { UrlTabs } from '../../parts/url-tabs.tsx';
import { LastAccessed } from '../permissions/last-accessed.tsx';
import { PermissionsPanel } from '../permissions/permissions-panel.tsx';
import { TrustDialog } from './trust-dialog.tsx';

const crumbs = [['Roles', '/iam/roles']] as const;
const secondsPerHour = 3_600;

/** One role: what it may do, and who may assume it. */
export default function RolePage() {
  const { roleName = '' } = useParams();
  const loaded = useLoad(() => getRole(roleName), roleName);
  return (
    <Page title={roleName} crumbs={crumbs}>
      <WhenLoaded of={loaded}>
        {(role) => <Details role={role} onChanged={loaded.reload} />}
      </WhenLoaded>
    </Page>
  );
}

interface DetailsProps {
  readonly role: Role;
  readonly onChanged: () => void;
}

function Details({ role, onChanged }: DetailsProps) {
  const { arn, roleName, createDate, lastUsed, maxSessionSeconds, description } = role;
  return (
    <SpaceBetween size="l">
      <Container>
        <KeyValuePairs
          columns={3}
          items={[
            { label: 'ARN', value: <CopyText text={arn} name="ARN" /> },
            { label: 'Created', value: <Moment of={createDate} /> },
            { label: 'Last assumed', value: <Age of={lastUsed} /> },
            { label: 'Longest session', value: `${maxSessionSeconds / secondsPerHour} hours` },
            { label: 'Description', value: description ?? '-' },
            { label: 'Permissions boundary', value: role.permissionsBoundary ?? 'None' },
          ]}
        />
      </Container>
      <UrlTabs
        ariaLabel={`About ${roleName}`}
        tabs={[
          {
            id: 'permissions',
            label: 'Permissions',
            content: <PermissionsPanel holder={{ kind: 'Role', name: roleName }} arn={arn} />,
          },
          {
            id: 'trust',
            label: 'Trust relationships',
            content: <Trust role={role} onChanged={onChanged} />,
          },
          { id: 'last-accessed', label: 'Last accessed', content: <LastAccessed arn={arn} /> },
        ]}
      />
    </SpaceBetween>
  );
}

function Trust({ role, onChanged }: DetailsProps) {
  const [editing, setEditing] = useState(false);
  return (
    <Container
      header={
        <Header
          description="Who may assume this role, and when."
          actions={
            <ActionButton
              action="iam:UpdateAssumeRolePolicy"
              resource={role.arn}
              onClick={() => setEditing(true)}
            >
              Edit trust policy
            </ActionButton>
          }
        >
          Trusted entities
        </Header>
      }
    >
      <PolicyText text={role.trustPolicy} />
      {editing ? (
        <TrustDialog
          role={role}
          onSaved={() => {
            setEditing(false);
            onChanged();
          }}
          onCancel={() => setEditing(false)}
        />
      ) : null}
    </Container>
  );
}
