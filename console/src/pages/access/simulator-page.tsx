import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { SimulationResult } from '../../api/iam/simulation.ts';
import { Page } from '../../frame/page.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { Decision } from './decision.tsx';
import type { Principal } from './principal.ts';
import { ResultDetails } from './result-details.tsx';
import { type Simulated, SimulatorForm } from './simulator-form.tsx';

const columns = [
  {
    id: 'action',
    header: 'Action',
    isRowHeader: true,
    cell: (row: SimulationResult) => row.action,
  },
  { id: 'resource', header: 'Resource', cell: (row: SimulationResult) => row.resource },
  {
    id: 'decision',
    header: 'Decision',
    cell: ({ decision }: SimulationResult) => <Decision of={decision} />,
  },
];

const keyOf = ({ action, resource }: SimulationResult) => `${action} ${resource}`;

interface ResultsProps {
  readonly principal: Principal;
  readonly simulated: Simulated;
}

function Results({ principal, simulated: { results, bucketPolicy } }: ResultsProps) {
  const [chosen, setChosen] = useState(results[0]);
  const result = results.find((one) => chosen && keyOf(one) === keyOf(chosen)) ?? results[0];
  return (
    <SpaceBetween size="l">
      <Table
        header={<Header counter={`(${results.length})`}>Results</Header>}
        columnDefinitions={columns}
        items={[...results]}
        trackBy={keyOf}
        selectionType="single"
        selectedItems={result === undefined ? [] : [result]}
        onSelectionChange={({ detail }) => setChosen(detail.selectedItems[0])}
        ariaLabels={{
          tableLabel: 'Results',
          selectionGroupLabel: 'Select a result',
          itemSelectionLabel: (_state, row) => `Select ${row.action}`,
        }}
        wrapLines
      />
      {result === undefined ? null : (
        <Container header={<Header variant="h2">Why</Header>}>
          <ResultDetails
            key={keyOf(result)}
            principal={principal}
            result={result}
            bucketPolicy={bucketPolicy}
          />
        </Container>
      )}
    </SpaceBetween>
  );
}

/** Asks what somebody could do, without doing it. */
export default function SimulatorPage() {
  const [simulated, setSimulated] = useState<Simulated>();
  const [error, setError] = useState<unknown>();
  return (
    <Page
      title="Policy simulator"
      description="What a user, group or role could do with a bucket. Nothing is done."
    >
      <SpaceBetween size="l">
        <SimulatorForm
          onResult={(result) => {
            setError(undefined);
            setSimulated(result);
          }}
          onError={setError}
        />
        {error === undefined ? null : <ErrorAlert error={error} />}
        {simulated === undefined ? (
          <EmptyState title="No results yet">
            Choose somebody, actions, and a bucket. The statement that decides is shown in its
            policy.
          </EmptyState>
        ) : (
          <Results key={simulated.id} principal={simulated.principal} simulated={simulated} />
        )}
      </SpaceBetween>
    </Page>
  );
}
