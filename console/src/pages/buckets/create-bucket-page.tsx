import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { bucketArn } from '../../api/s3/address.ts';
import { bucketNameFault } from '../../api/s3/bucket-name.ts';
import { useFlash } from '../../frame/flash.tsx';
import { Page } from '../../frame/page.tsx';
import { usePermission } from '../../frame/permissions.ts';
import { ErrorAlert, ErrorExplanation } from '../../parts/error-alert.tsx';
import { TagFields } from '../../parts/tag-fields.tsx';
import { useSession } from '../../session/session-context.ts';
import { BlockFields } from './block-fields.tsx';
import { bucketPath } from './bucket-path.ts';
import { EncryptionFields } from './encryption-fields.tsx';
import { type BucketDraft, makeBucket, newBucket } from './new-bucket.ts';
import { OwnershipFields } from './ownership-fields.tsx';

const crumbs = [['Buckets', '/buckets']] as const;

interface SectionProps {
  readonly draft: BucketDraft;
  readonly onChange: (changed: Partial<BucketDraft>) => void;
}

/** Makes a bucket with the settings that are best made at once. */
export default function CreateBucketPage() {
  const navigate = useNavigate();
  const { show } = useFlash();
  const { session } = useSession();
  const [draft, setDraft] = useState(() => newBucket(session.region));
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const permission = usePermission('s3:CreateBucket');
  const change = (changed: Partial<BucketDraft>) => setDraft({ ...draft, ...changed });
  const create = async () => {
    setChecked(true);
    if (busy || bucketNameFault(draft.name) !== undefined) return;
    setBusy(true);
    setError(undefined);
    try {
      const failed = await makeBucket(draft);
      show({ type: 'success', content: `Bucket ${draft.name} was created.` });
      for (const [setting, thrown] of failed) {
        const header = `The bucket is there, but its ${setting} could not be set`;
        show({ type: 'warning', header, content: <ErrorExplanation error={thrown} /> });
      }
      void navigate(bucketPath(draft.name));
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void create();
  };
  return (
    <Page title="Create bucket" crumbs={crumbs}>
      <form onSubmit={submit}>
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={() => void navigate('/buckets')}>
                Cancel
              </Button>
              <Button
                variant="primary"
                loading={busy}
                disabled={!permission.allowed}
                {...(permission.reason === undefined ? {} : { disabledReason: permission.reason })}
              >
                Create bucket
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            <NameSection draft={draft} onChange={change} checked={checked} />
            <AccessSection draft={draft} onChange={change} />
            <KeepingSection draft={draft} onChange={change} />
            {error === undefined ? null : <ErrorAlert error={error} />}
          </SpaceBetween>
        </Form>
      </form>
    </Page>
  );
}

function NameSection({ draft, onChange, checked }: SectionProps & { readonly checked: boolean }) {
  const fault = bucketNameFault(draft.name);
  // While somebody types, what is too short yet is no error.
  const isShown = fault !== undefined && (checked || draft.name.length >= 3);
  return (
    <Container header={<Header variant="h2">General</Header>}>
      <SpaceBetween size="m">
        <FormField
          label="Bucket name"
          description="No two buckets have the same name, and it cannot be changed."
          constraintText="3 to 63 lower-case letters, digits, dots and hyphens."
          errorText={isShown ? fault : undefined}
        >
          <Input
            value={draft.name}
            autoFocus
            spellcheck={false}
            autoComplete={false}
            placeholder="photos"
            onChange={({ detail }) => onChange({ name: detail.value })}
          />
        </FormField>
        {fault === undefined ? (
          <Box color="text-body-secondary">ARN: {bucketArn(draft.name)}</Box>
        ) : null}
        <FormField
          label="Region"
          description="What the bucket tells of its place. This server answers for every region."
        >
          <Input
            value={draft.region}
            spellcheck={false}
            onChange={({ detail }) => onChange({ region: detail.value.trim() })}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}

function AccessSection({ draft, onChange }: SectionProps) {
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Object ownership</Header>}>
        <OwnershipFields
          value={draft.ownership}
          onChange={(ownership) => onChange({ ownership })}
        />
      </Container>
      <Container header={<Header variant="h2">Block public access</Header>}>
        <BlockFields value={draft.blocked} onChange={(blocked) => onChange({ blocked })} />
      </Container>
    </SpaceBetween>
  );
}

function KeepingSection({ draft, onChange }: SectionProps) {
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Versioning and lock</Header>}>
        <SpaceBetween size="s">
          <Checkbox
            checked={draft.versioning || draft.objectLock}
            disabled={draft.objectLock}
            description="Keeps what is overwritten or deleted, so that it can be had back."
            onChange={({ detail }) => onChange({ versioning: detail.checked })}
          >
            Keep versions
          </Checkbox>
          <Checkbox
            checked={draft.objectLock}
            description="Versions can be locked so that nobody deletes them before a day. It takes versioning, and stays on."
            onChange={({ detail }) => onChange({ objectLock: detail.checked })}
          >
            Enable Object Lock
          </Checkbox>
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">Default encryption</Header>}>
        <EncryptionFields
          value={draft.encryption}
          onChange={(encryption) => onChange({ encryption })}
        />
      </Container>
      <Container header={<Header variant="h2">Tags</Header>}>
        <TagFields tags={draft.tags} onChange={(tags) => onChange({ tags })} />
      </Container>
    </SpaceBetween>
  );
}
