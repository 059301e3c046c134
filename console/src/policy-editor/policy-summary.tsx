import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useMemo } from 'react';
import { type SummaryRow, summarize } from './summarize.ts';

const columns = [
  {
    id: 'effect',
    header: 'Effect',
    cell: ({ effect }: SummaryRow) => (
      <StatusIndicator type={effect === 'Allow' ? 'success' : 'stopped'}>{effect}</StatusIndicator>
    ),
  },
  { id: 'service', header: 'Service', isRowHeader: true, cell: (row: SummaryRow) => row.service },
  {
    id: 'access',
    header: 'Access level',
    cell: ({ access, actions }: SummaryRow) => (
      <ExpandableSection headerText={access}>
        <Box variant="small">{actions.join(', ')}</Box>
      </ExpandableSection>
    ),
  },
  { id: 'resources', header: 'Resource', cell: (row: SummaryRow) => row.resources },
  { id: 'condition', header: 'Condition', cell: (row: SummaryRow) => row.condition || 'None' },
];

/** What a policy says, as a table: service, access level, resource, condition. */
export function PolicySummary({ text }: { readonly text: string }) {
  const rows = useMemo(() => summarize(text), [text]);
  if (rows === undefined) {
    return <Box color="text-body-secondary">The text is no policy yet.</Box>;
  }
  return (
    <Table
      variant="embedded"
      columnDefinitions={columns}
      items={[...rows]}
      trackBy="id"
      wrapLines
      empty={<Box textAlign="center">It says nothing of a service that is known here.</Box>}
    />
  );
}
