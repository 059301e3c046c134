import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { presignedUrl } from '../../../api/session.ts';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { useSession } from '../../../session/session-context.ts';

interface LinkDialogProps {
  readonly bucket: string;
  readonly objectKey: string;
  readonly versionId?: string | undefined;
  readonly onClose: () => void;
}

const units = { minutes: 60, hours: 3_600 } as const;
type Unit = keyof typeof units;

/** As long as the server signs for: see decision 26. */
const longestSeconds = { 'access-key': 604_800, password: 43_200 } as const;

/** Makes a link to one object that works without signing in, for a while. */
export function LinkDialog({ bucket, objectKey, versionId, onClose }: LinkDialogProps) {
  const { session } = useSession();
  const [count, setCount] = useState('60');
  const [unit, setUnit] = useState<Unit>('minutes');
  const [url, setUrl] = useState<string>();
  const [error, setError] = useState<unknown>();
  const longest = longestSeconds[session.method];
  const seconds = Number(count) * units[unit];
  const isFault = !Number.isInteger(seconds) || seconds < 1 || seconds > longest;
  const make = () => {
    if (isFault) return;
    setError(undefined);
    const place = { bucket, key: objectKey, versionId };
    presignedUrl({ method: 'GET', ...place, expiresSeconds: seconds }).then(setUrl, setError);
  };
  return (
    <Modal
      visible
      header="Presigned link"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Close
            </Button>
            <Button variant="primary" disabled={isFault} onClick={make}>
              Create link
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type="info">
          Whoever has the link reads this object until it expires, as long as you may read it
          yourself.
        </Alert>
        <ExpiryField
          longest={longest}
          isFault={isFault}
          count={count}
          unit={unit}
          onCount={setCount}
          onUnit={setUnit}
        />
        {url === undefined ? null : (
          <CopyToClipboard
            variant="inline"
            textToCopy={url}
            copyButtonAriaLabel="Copy the link"
            copySuccessText="Copied"
            copyErrorText="The browser did not allow it"
          />
        )}
        {error === undefined ? null : <ErrorAlert error={error} />}
      </SpaceBetween>
    </Modal>
  );
}

interface ExpiryFieldProps {
  readonly longest: number;
  readonly isFault: boolean;
  readonly count: string;
  readonly unit: Unit;
  readonly onCount: (count: string) => void;
  readonly onUnit: (unit: Unit) => void;
}

function ExpiryField({ longest, isFault, count, unit, onCount, onUnit }: ExpiryFieldProps) {
  return (
    <FormField
      label="Expires after"
      constraintText={`At most ${longest / units.hours} hours.`}
      errorText={isFault ? 'Give a number of minutes or hours in this range.' : undefined}
    >
      <SpaceBetween direction="horizontal" size="xs">
        <Input
          type="number"
          inputMode="numeric"
          ariaLabel="Expires after"
          value={count}
          onChange={({ detail }) => onCount(detail.value)}
        />
        <SegmentedControl
          label="Unit"
          selectedId={unit}
          options={[
            { id: 'minutes', text: 'Minutes' },
            { id: 'hours', text: 'Hours' },
          ]}
          onChange={({ detail }) => onUnit(detail.selectedId === 'hours' ? 'hours' : 'minutes')}
        />
      </SpaceBetween>
    </FormField>
  );
}
