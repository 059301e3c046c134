import BarChart from '@cloudscape-design/components/bar-chart';
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { RecordedEvent } from '../../api/cloudtrail/events.ts';
import { Page } from '../../frame/page.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { WhenLoaded } from '../../parts/loading.tsx';
import { byHour, mostFrequent } from './by-hour.ts';
import { useEvents } from './use-events.ts';

const hours = 24;
/** As many records as a chart is made of. */
const wanted = 500;

const hourName = (start: Date) =>
  start.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });

interface RankingProps {
  readonly title: string;
  readonly texts: readonly string[];
}

function Ranking({ title, texts }: RankingProps) {
  return (
    <Table
      variant="container"
      header={<Header variant="h2">{title}</Header>}
      columnDefinitions={[
        { id: 'text', header: 'Name', isRowHeader: true, cell: ({ text }) => text },
        { id: 'times', header: 'Requests', cell: ({ times }) => times },
      ]}
      items={[...mostFrequent(texts, 8)]}
      trackBy="text"
      wrapLines
      ariaLabels={{ tableLabel: title }}
    />
  );
}

function Activity({ events, nowMs }: { events: readonly RecordedEvent[]; nowMs: number }) {
  const counted = byHour(events, hours, nowMs);
  const series = (title: string, of: 'answered' | 'refused') => ({
    title,
    type: 'bar' as const,
    data: counted.map((hour) => ({ x: hourName(hour.start), y: hour[of] })),
  });
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Requests by hour</Header>}>
        <BarChart
          stackedBars
          height={260}
          hideFilter
          series={[series('Answered', 'answered'), series('Refused by IAM', 'refused')]}
          xDomain={counted.map(({ start }) => hourName(start))}
          xTitle="Hour"
          yTitle="Requests"
          ariaLabel="Requests by hour"
          empty={<Box textAlign="center">No requests</Box>}
        />
      </Container>
      <ColumnLayout columns={2}>
        <Ranking
          title="Who asked most"
          texts={events.map((event) => event.userName || event.principalArn || 'Anonymous')}
        />
        <Ranking
          title="What was asked most"
          texts={events.map(({ service, name }) => `${service}:${name}`)}
        />
      </ColumnLayout>
    </SpaceBetween>
  );
}

/** What was asked in the last day, by hour. */
export default function ActivityPage() {
  const [nowMs] = useState(() => Date.now());
  const since = new Date(Math.floor(nowMs / 3_600_000 - hours + 1) * 3_600_000);
  const events = useEvents({ since }, wanted);
  return (
    <Page
      title="Activity"
      description={
        events.hasMore
          ? `The newest ${events.value?.length ?? 0} requests of the last ${hours} hours; there were more.`
          : `Requests of the last ${hours} hours.`
      }
    >
      <WhenLoaded of={events}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title="No requests">
              Requests are recorded while the audit trail is on, which it is by default.
            </EmptyState>
          ) : (
            <Activity events={found} nowMs={nowMs} />
          )
        }
      </WhenLoaded>
    </Page>
  );
}
