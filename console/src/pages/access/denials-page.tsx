import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { RecordedEvent } from '../../api/cloudtrail/events.ts';
import { Page } from '../../frame/page.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { WhenLoaded } from '../../parts/loading.tsx';
import { Age } from '../../parts/moments.tsx';
import { DenialDetails } from './denial-details.tsx';
import { refusalOf } from './smallest-change.ts';
import { useEvents } from './use-events.ts';

const query = { attribute: ['ErrorCode', 'AccessDenied'] } as const;

const whoOf = ({ userName, principalArn }: RecordedEvent) =>
  userName || principalArn || 'Anonymous';

const columns = (onExplain: (event: RecordedEvent) => void) => [
  { id: 'time', header: 'When', cell: ({ time }: RecordedEvent) => <Age of={time} /> },
  { id: 'who', header: 'Who', isRowHeader: true, cell: whoOf },
  {
    id: 'what',
    header: 'Action',
    cell: (event: RecordedEvent) => refusalOf(event)?.action ?? `${event.service}:${event.name}`,
  },
  {
    id: 'resource',
    header: 'Resource',
    cell: (event: RecordedEvent) => refusalOf(event)?.resource ?? '',
  },
  { id: 'ip', header: 'From', cell: ({ sourceIp }: RecordedEvent) => sourceIp },
  {
    id: 'why',
    header: 'Why',
    cell: (event: RecordedEvent) => (
      <Button
        variant="inline-link"
        ariaLabel={`Why was ${whoOf(event)} refused?`}
        onClick={() => onExplain(event)}
      >
        Explain
      </Button>
    ),
  },
];

/** What was refused lately, and why. */
export default function DenialsPage() {
  const events = useEvents(query);
  const [explained, setExplained] = useState<RecordedEvent>();
  return (
    <Page title="Denials" description="Requests that IAM refused, the newest first.">
      <WhenLoaded of={events}>
        {(found) => (
          <SpaceBetween size="m">
            <Table
              header={
                <Header
                  counter={`(${found.length}${events.hasMore ? '+' : ''})`}
                  actions={
                    <Button iconName="refresh" ariaLabel="Look again" onClick={events.reload} />
                  }
                >
                  Refused requests
                </Header>
              }
              columnDefinitions={columns(setExplained)}
              items={[...found]}
              trackBy="id"
              wrapLines
              ariaLabels={{ tableLabel: 'Refused requests' }}
              empty={
                <EmptyState title="Nothing was refused">
                  When somebody lacks a right, the request is shown here with the reason.
                </EmptyState>
              }
            />
            {events.hasMore ? (
              <Button loading={events.loading} onClick={events.more}>
                Look further back
              </Button>
            ) : null}
          </SpaceBetween>
        )}
      </WhenLoaded>
      {explained === undefined ? null : (
        <DenialDetails event={explained} onClose={() => setExplained(undefined)} />
      )}
    </Page>
  );
}
