import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Deletion, type DeletionFailure, type DeletionProgress } from '../../api/s3/deletion.ts';
import { ConfirmByName } from '../../parts/confirm-by-name.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { KeyText } from './key-text.tsx';

interface DeletionDialogProps {
  readonly bucket: string;
  readonly title: string;
  /** What has to be typed first; undefined asks for a click only. */
  readonly name?: string | undefined;
  readonly verb: string;
  readonly children: ReactNode;
  /** What is deleted. What it throws ends the deletion and is shown. */
  readonly work: (deletion: Deletion) => Promise<void>;
  /** Called when it is over, whether all or only some was deleted. */
  readonly onDone: (progress: DeletionProgress) => void;
  readonly onCancel: () => void;
}

interface Run {
  readonly progress: DeletionProgress;
  readonly isOver: boolean;
  readonly error: unknown;
}

/** Asks, deletes, tells how far it is and what could not be deleted. */
export function DeletionDialog({ work, onDone, onCancel, ...asked }: DeletionDialogProps) {
  const [run, setRun] = useState<Run>();
  const abort = useRef(new AbortController());
  useEffect(() => {
    // An effect may run twice: each time with a signal of its own.
    abort.current = new AbortController();
    return () => abort.current.abort();
  }, []);
  const start = async () => {
    const { signal } = abort.current;
    const tell = (progress: DeletionProgress) =>
      setRun({ progress, isOver: false, error: undefined });
    const deletion = new Deletion(asked.bucket, signal, tell);
    tell(deletion.progress);
    const error = await work(deletion).then(
      () => undefined,
      (thrown: unknown) => (signal.aborted ? undefined : thrown),
    );
    const { progress } = deletion;
    const isWhole = error === undefined && progress.failures.length === 0 && !signal.aborted;
    if (isWhole) onDone(progress);
    else setRun({ progress, isOver: true, error });
  };
  if (run === undefined) {
    return <ConfirmByName {...asked} onCancel={onCancel} onConfirm={async () => void start()} />;
  }
  return (
    <RunDialog
      title={asked.title}
      run={run}
      onStop={() => abort.current.abort()}
      onClose={() => onDone(run.progress)}
    />
  );
}

interface RunDialogProps {
  readonly title: string;
  readonly run: Run;
  readonly onStop: () => void;
  readonly onClose: () => void;
}

function RunDialog({ title, run, onStop, onClose }: RunDialogProps) {
  const { progress, isOver, error } = run;
  const { deleted, failures } = progress;
  return (
    <Modal
      visible
      size={failures.length === 0 ? 'medium' : 'large'}
      header={title}
      closeAriaLabel="Close"
      onDismiss={isOver ? onClose : onStop}
      footer={
        <Box float="right">
          <Button variant={isOver ? 'primary' : 'normal'} onClick={isOver ? onClose : onStop}>
            {isOver ? 'Close' : 'Stop'}
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <div aria-live="polite">
          <StatusIndicator type={isOver ? 'stopped' : 'in-progress'}>
            {`${deleted.toLocaleString('en')} deleted`}
            {failures.length === 0 ? '' : `, ${failures.length.toLocaleString('en')} failed`}
          </StatusIndicator>
        </div>
        {error === undefined ? null : <ErrorAlert error={error} />}
        {failures.length === 0 ? null : <Failures failures={failures} />}
      </SpaceBetween>
    </Modal>
  );
}

const failureColumns = [
  {
    id: 'key',
    header: 'Key',
    isRowHeader: true,
    cell: ({ key }: DeletionFailure) => <KeyText text={key} />,
  },
  { id: 'version', header: 'Version', cell: ({ versionId }: DeletionFailure) => versionId ?? '-' },
  {
    id: 'why',
    header: 'Why',
    cell: ({ code, message }: DeletionFailure) => `${code}: ${message}`,
  },
];

/** As many as a person reads. */
const listedFailures = 100;

function Failures({ failures }: { readonly failures: readonly DeletionFailure[] }) {
  return (
    <SpaceBetween size="s">
      <Alert type="error">
        What is listed here is still there. Locked versions stay until their retention ends; for the
        rest ask for the right that is missing.
      </Alert>
      <Table
        variant="embedded"
        items={failures.slice(0, listedFailures)}
        columnDefinitions={failureColumns}
        wrapLines
        ariaLabels={{ tableLabel: 'What could not be deleted' }}
      />
    </SpaceBetween>
  );
}
