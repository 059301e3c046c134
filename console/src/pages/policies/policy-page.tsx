import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { getPolicy, isAwsManaged, type Policy, policyDocument } from '../../api/iam/policies.ts';
import { useFlash } from '../../frame/flash.tsx';
import { Page } from '../../frame/page.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { Moment } from '../../parts/moments.tsx';
import { PolicyText } from '../../parts/policy-text.tsx';
import { UrlTabs } from '../../parts/url-tabs.tsx';
import { LastAccessed } from '../permissions/last-accessed.tsx';
import { DeletePolicy } from './delete-policy.tsx';
import { EditVersion } from './edit-version.tsx';
import { PolicyEntities } from './policy-entities.tsx';
import { PolicyVersions } from './policy-versions.tsx';

const crumbs = [['Policies', '/iam/policies']] as const;

/** One managed policy: what it says, its versions, and who has it. */
export default function PolicyPage() {
  const { arn = '' } = useParams();
  const loaded = useLoad(() => getPolicy(arn), arn);
  const [deleting, setDeleting] = useState(false);
  const navigate = useNavigate();
  const { show } = useFlash();
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return (
    <Page
      title={name}
      crumbs={crumbs}
      actions={
        <ActionButton
          action="iam:DeletePolicy"
          resource={arn}
          disabled={isAwsManaged(arn)}
          disabledReason={isAwsManaged(arn) ? 'It is one of AWS, which nobody changes.' : undefined}
          onClick={() => setDeleting(true)}
        >
          Delete
        </ActionButton>
      }
    >
      <WhenLoaded of={loaded}>
        {(policy) => <Details policy={policy} onChanged={loaded.reload} />}
      </WhenLoaded>
      {deleting ? (
        <DeletePolicy
          arn={arn}
          name={name}
          onDeleted={() => {
            show({ type: 'success', content: `Policy ${name} was deleted.` });
            void navigate('/iam/policies');
          }}
          onCancel={() => setDeleting(false)}
        />
      ) : null}
    </Page>
  );
}

interface DetailsProps {
  readonly policy: Policy;
  readonly onChanged: () => void;
}

function Details({ policy, onChanged }: DetailsProps) {
  const { arn, createDate, updateDate, description } = policy;
  const type = isAwsManaged(arn) ? 'AWS managed' : 'Customer managed';
  return (
    <SpaceBetween size="l">
      <Container>
        <KeyValuePairs
          columns={3}
          items={[
            { label: 'ARN', value: <CopyText text={arn} name="ARN" /> },
            { label: 'Type', value: type },
            { label: 'Description', value: description ?? '-' },
            { label: 'Created', value: <Moment of={createDate} /> },
            { label: 'Edited', value: <Moment of={updateDate} /> },
          ]}
        />
      </Container>
      <UrlTabs
        ariaLabel={`About ${policy.policyName}`}
        tabs={[
          {
            id: 'permissions',
            label: 'Permissions',
            content: <DefaultVersion policy={policy} onChanged={onChanged} />,
          },
          { id: 'entities', label: 'Entities attached', content: <PolicyEntities arn={arn} /> },
          {
            id: 'versions',
            label: 'Policy versions',
            content: <PolicyVersions policy={policy} onChanged={onChanged} />,
          },
          { id: 'last-accessed', label: 'Last accessed', content: <LastAccessed arn={arn} /> },
        ]}
      />
    </SpaceBetween>
  );
}

function DefaultVersion({ policy, onChanged }: DetailsProps) {
  const { arn, defaultVersionId } = policy;
  const document = useLoad(
    () => policyDocument(arn, defaultVersionId),
    `${arn} ${defaultVersionId}`,
  );
  const [editing, setEditing] = useState(false);
  return (
    <Container
      header={
        <Header
          description={`Version ${defaultVersionId}, which is in force.`}
          actions={
            <ActionButton
              action="iam:CreatePolicyVersion"
              resource={arn}
              disabled={isAwsManaged(arn)}
              disabledReason={
                isAwsManaged(arn) ? 'It is one of AWS, which nobody changes.' : undefined
              }
              onClick={() => setEditing(true)}
            >
              Edit
            </ActionButton>
          }
        >
          Permissions defined in this policy
        </Header>
      }
    >
      <WhenLoaded of={document}>
        {(text) => (
          <>
            <PolicyText text={text} />
            {editing ? (
              <EditVersion
                policy={policy}
                text={text}
                onSaved={() => {
                  setEditing(false);
                  onChanged();
                }}
                onCancel={() => setEditing(false)}
              />
            ) : null}
          </>
        )}
      </WhenLoaded>
    </Container>
  );
}
