import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';

interface DialogButtonsProps {
  /** What the button says: `Save policy`. */
  readonly verb: string;
  readonly busy?: boolean;
  /** Nothing can be done yet. */
  readonly disabled: boolean;
  readonly disabledReason?: string | undefined;
  readonly onAct: () => void;
  readonly onCancel: () => void;
}

/** The foot of a dialog, or of what is edited in its place: to leave it, or to do it. */
export function DialogButtons({
  verb,
  busy = false,
  disabled,
  disabledReason,
  onAct,
  onCancel,
}: DialogButtonsProps) {
  return (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          variant="primary"
          loading={busy}
          disabled={disabled}
          {...(disabledReason === undefined ? {} : { disabledReason })}
          onClick={onAct}
        >
          {verb}
        </Button>
      </SpaceBetween>
    </Box>
  );
}
