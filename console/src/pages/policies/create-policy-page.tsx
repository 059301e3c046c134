import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { createPolicy } from '../../api/iam/policies.ts';
import { useFlash } from '../../frame/flash.tsx';
import { Page } from '../../frame/page.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { PolicyEditor } from '../../policy-editor/policy-editor.tsx';
import { policyPath } from './policy-path.ts';
import { emptyPolicy } from './policy-templates.ts';

const crumbs = [['Policies', '/iam/policies']] as const;

/** Writes a managed policy. */
export default function CreatePolicyPage() {
  const navigate = useNavigate();
  const { show } = useFlash();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [text, setText] = useState(emptyPolicy);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const create = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const { arn } = await createPolicy(name, text, description);
      show({ type: 'success', content: `Policy ${name} was created.` });
      void navigate(policyPath(arn));
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <Page title="Create policy" crumbs={crumbs}>
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">Permissions</Header>}>
          <PolicyEditor kind="identity" value={text} onChange={setText} />
        </Container>
        <Container header={<Header variant="h2">Policy details</Header>}>
          <SpaceBetween size="m">
            <FormField label="Policy name">
              <Input value={name} onChange={({ detail }) => setName(detail.value.trim())} />
            </FormField>
            <FormField label="Description" description="It cannot be changed later.">
              <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
            </FormField>
          </SpaceBetween>
        </Container>
        {error === undefined ? null : <ErrorAlert error={error} />}
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => void navigate('/iam/policies')}>
              Cancel
            </Button>
            <ActionButton
              action="iam:CreatePolicy"
              variant="primary"
              loading={busy}
              disabled={name === ''}
              onClick={() => void create()}
            >
              Create policy
            </ActionButton>
          </SpaceBetween>
        </Box>
      </SpaceBetween>
    </Page>
  );
}
