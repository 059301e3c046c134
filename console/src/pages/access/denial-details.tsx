import Box from '@cloudscape-design/components/box';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { RecordedEvent } from '../../api/cloudtrail/events.ts';
import { type Holder, putInlinePolicy } from '../../api/iam/policies.ts';
import { useFlash } from '../../frame/flash.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { PolicyText } from '../../parts/policy-text.tsx';
import { smallestChange } from './smallest-change.ts';

interface DenialDetailsProps {
  readonly event: RecordedEvent;
  readonly onClose: () => void;
}

/** Names of inline policies take these characters. */
const policyName = ({ requestId }: RecordedEvent) =>
  `allow-${requestId.replaceAll(/[^\w+=,.@-]/g, '')}`.slice(0, 128);

/** Why a request was refused, and the smallest change that would allow it. */
export function DenialDetails({ event, onClose }: DenialDetailsProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const { show } = useFlash();
  const change = smallestChange(event);
  const allow = async (holder: Holder, policy: string) => {
    setBusy(true);
    try {
      await putInlinePolicy(holder, policyName(event), policy);
      show({ type: 'success', content: `${holder.name} may do that now.` });
      onClose();
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <Modal
      visible
      header="Why it was refused"
      closeAriaLabel="Close"
      onDismiss={onClose}
      size="large"
    >
      <SpaceBetween size="m">
        <Box>{event.errorMessage}</Box>
        {change.kind === 'explain' ? (
          <Box>{change.text}</Box>
        ) : (
          <SpaceBetween size="s">
            <Box fontWeight="bold">The smallest change: a policy of {change.holder.name}'s own</Box>
            <PolicyText text={change.policy} />
            <ActionButton
              action={`iam:Put${change.holder.kind}Policy`}
              resource={change.arn}
              variant="primary"
              loading={busy}
              onClick={() => void allow(change.holder, change.policy)}
            >
              Allow this to {change.holder.name}
            </ActionButton>
          </SpaceBetween>
        )}
        {error === undefined ? null : <ErrorAlert error={error} />}
      </SpaceBetween>
    </Modal>
  );
}
