import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { type SimulationResult, simulatePrincipalPolicy } from '../../api/iam/simulation.ts';
import { getBucketPolicy } from '../../api/s3/bucket-access.ts';
import { ActionButton } from '../../parts/action-button.tsx';
import { useLoad } from '../../parts/load.ts';
import { listPrincipals, type Principal } from './principal.ts';
import { ActionSelect, BucketSelect, PrincipalSelect } from './request-selects.tsx';
import { requestedResource } from './requested-resource.ts';

/** What was asked and what came of it. */
export interface Simulated {
  /** Another one for each run. */
  readonly id: number;
  readonly principal: Principal;
  readonly results: readonly SimulationResult[];
  readonly bucketPolicy: string | undefined;
}

/** Each action on its resource: a simulation asks for all of its actions on all of its resources. */
async function simulate(
  principal: Principal,
  actions: readonly string[],
  bucket: string,
  key: string,
  resourcePolicy: string | undefined,
): Promise<readonly SimulationResult[]> {
  const byResource = Map.groupBy(actions, (action) => requestedResource(action, bucket, key));
  const asked = [...byResource].map(([resource, some]) =>
    simulatePrincipalPolicy({
      policySourceArn: principal.arn,
      actions: some,
      resources: [resource],
      resourcePolicy: resource === '*' ? undefined : resourcePolicy,
    }),
  );
  return (await Promise.all(asked)).flat();
}

interface SimulatorFormProps {
  readonly onResult: (result: Simulated) => void;
  readonly onError: (error: unknown) => void;
}

/** What is asked, which is a part of the page's address. */
function useRequest() {
  const [search, setSearch] = useSearchParams();
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    next.set(name, value);
    setSearch(next, { replace: true });
  };
  return {
    principal: search.get('principal') ?? '',
    bucket: search.get('bucket') ?? '',
    key: search.get('key') ?? '',
    actions: (search.get('actions') ?? 's3:GetObject').split(',').filter(Boolean),
    set,
  };
}

/** Who, what, and on what. */
export function SimulatorForm({ onResult, onError }: SimulatorFormProps) {
  const { principal: arn, bucket, key, actions, set } = useRequest();
  const [withPolicy, setWithPolicy] = useState(true);
  const [busy, setBusy] = useState(false);
  const principals = useLoad(listPrincipals);
  const principal = principals.value?.find((one) => one.arn === arn);
  const run = async () => {
    if (principal === undefined) return;
    setBusy(true);
    try {
      const asks = withPolicy && bucket !== '' && principal.kind !== 'Group';
      const bucketPolicy = asks ? await getBucketPolicy(bucket) : undefined;
      const results = await simulate(principal, actions, bucket, key, bucketPolicy);
      onResult({ id: Date.now(), principal, results, bucketPolicy });
    } catch (error) {
      onError(error);
    }
    setBusy(false);
  };
  return (
    <Container header={<Header variant="h2">Request</Header>}>
      <SpaceBetween size="m">
        <PrincipalSelect of={principals} arn={arn} onChange={(next) => set('principal', next)} />
        <ActionSelect actions={actions} onChange={(next) => set('actions', next.join(','))} />
        <BucketSelect bucket={bucket} onChange={(next) => set('bucket', next)} />
        <FormField label="Object key" description="Empty for every object.">
          <Input value={key} onChange={({ detail }) => set('key', detail.value)} />
        </FormField>
        <Checkbox checked={withPolicy} onChange={({ detail }) => setWithPolicy(detail.checked)}>
          The bucket's policy counts too
        </Checkbox>
        <Box float="right">
          <ActionButton
            action="iam:SimulatePrincipalPolicy"
            resource={principal?.arn ?? '*'}
            variant="primary"
            loading={busy}
            disabled={principal === undefined || actions.length === 0}
            onClick={() => void run()}
          >
            Simulate
          </ActionButton>
        </Box>
      </SpaceBetween>
    </Container>
  );
}
