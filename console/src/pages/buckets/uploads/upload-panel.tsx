import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useSyncExternalStore } from 'react';
import { bytesText } from '../../../parts/bytes.ts';
import { ErrorExplanation } from '../../../parts/error-alert.tsx';
import { KeyText } from '../key-text.tsx';
import { type UploadItem, uploadQueue } from './upload-queue.ts';

const states = {
  waiting: ['pending', 'Waiting'],
  sending: ['in-progress', 'Uploading'],
  done: ['success', 'Uploaded'],
  failed: ['error', 'Failed'],
  canceled: ['stopped', 'Canceled'],
} as const;

const columns = [
  {
    id: 'key',
    header: 'Key',
    isRowHeader: true,
    cell: ({ key }: UploadItem) => <KeyText text={key} />,
  },
  { id: 'size', header: 'Size', cell: ({ size }: UploadItem) => bytesText(size) },
  { id: 'state', header: 'State', cell: (item: UploadItem) => <StateCell item={item} /> },
  { id: 'actions', header: 'Actions', cell: (item: UploadItem) => <ItemActions item={item} /> },
];

/** Trouble first, then what is on its way. */
const order = ['failed', 'sending', 'waiting', 'canceled', 'done'];
const listedUploads = 50;

/** What this browser uploads to a bucket, and how far it is. */
export function UploadPanel({ bucket }: { readonly bucket: string }) {
  const all = useSyncExternalStore(uploadQueue.subscribe, () => uploadQueue.snapshot);
  const items = all.filter((item) => item.bucket === bucket);
  if (items.length === 0) return null;
  const counted = items.filter(({ state }) => state !== 'canceled');
  const done = counted.filter(({ state }) => state === 'done').length;
  const isOver = items.every(({ state }) => state !== 'waiting' && state !== 'sending');
  const sorted = [...items].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${done}/${counted.length})`}
          actions={
            <Button disabled={!isOver} onClick={() => uploadQueue.clear()}>
              Clear
            </Button>
          }
        >
          Uploads
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Total items={counted} />
        <Table
          variant="embedded"
          items={sorted.slice(0, listedUploads)}
          trackBy={({ id }) => String(id)}
          columnDefinitions={columns}
          wrapLines
          ariaLabels={{ tableLabel: 'Uploads' }}
          footer={
            items.length > listedUploads ? `and ${items.length - listedUploads} more` : undefined
          }
        />
      </SpaceBetween>
    </Container>
  );
}

function Total({ items }: { readonly items: readonly UploadItem[] }) {
  const size = items.reduce((sum, item) => sum + item.size, 0);
  const sent = items.reduce((sum, item) => sum + Math.min(item.sentBytes, item.size), 0);
  const done = items.every(({ state }) => state === 'done');
  const value = done || size === 0 ? Number(done) * 100 : Math.floor((sent / size) * 100);
  return (
    <ProgressBar
      value={value}
      label="All of them"
      additionalInfo={`${bytesText(sent)} of ${bytesText(size)}`}
    />
  );
}

function StateCell({ item }: { readonly item: UploadItem }) {
  const [type, text] = states[item.state];
  const share = item.size === 0 ? 0 : Math.floor((item.sentBytes / item.size) * 100);
  return (
    <>
      <StatusIndicator type={type}>
        {item.state === 'sending' ? `${text}: ${Math.min(share, 100)} %` : text}
      </StatusIndicator>
      {item.state === 'failed' ? (
        <Box color="text-status-error">
          <ErrorExplanation error={item.error} />
        </Box>
      ) : null}
    </>
  );
}

function ItemActions({ item: { id, key, state } }: { readonly item: UploadItem }) {
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {state === 'failed' ? (
        <Button
          variant="inline-link"
          ariaLabel={`Try ${key} again`}
          onClick={() => uploadQueue.retry(id)}
        >
          Try again
        </Button>
      ) : null}
      {state === 'done' || state === 'canceled' ? null : (
        <Button
          variant="inline-link"
          ariaLabel={`Cancel ${key}`}
          onClick={() => uploadQueue.cancel(id)}
        >
          Cancel
        </Button>
      )}
    </SpaceBetween>
  );
}
