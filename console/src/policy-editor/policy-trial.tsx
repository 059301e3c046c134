import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { LeftOut } from '../api/iam/simulation.ts';
import {
  BucketSelect,
  OneActionSelect,
  PrincipalSelect,
} from '../pages/access/request-selects.tsx';
import { ActionButton } from '../parts/action-button.tsx';
import { ErrorAlert } from '../parts/error-alert.tsx';
import type { LineRange } from './marked-lines.ts';
import { TrialResult } from './trial-result.tsx';
import { useTrial } from './use-trial.ts';

/** What is tried. */
export interface PolicyTrialProps {
  readonly kind: 'identity' | 'resource';
  /** The policy as it is written now. */
  readonly text: string;
  /** The policy in whose place it comes. */
  readonly replaces?: LeftOut | undefined;
  /** The bucket whose policy it is. */
  readonly bucket?: string | undefined;
  /** Told which lines of the text decided; none when that is not known any more. */
  readonly onDecided: (lines: readonly LineRange[]) => void;
}

/** Tries the policy that is being written: who may do what by it, and which statement decides. */
export function PolicyTrial(props: PolicyTrialProps) {
  const { kind, bucket } = props;
  const { question, change, people, principal, isAsked, run, busy, error, trial } = useTrial(props);
  return (
    <SpaceBetween size="s">
      <Header variant="h3" description="As if it were saved already. Nothing is done.">
        Try it
      </Header>
      <PrincipalSelect
        of={people}
        arn={question.arn}
        nobody={kind === 'identity' ? 'Somebody with this policy alone' : undefined}
        onChange={(arn) => change({ arn })}
      />
      <OneActionSelect action={question.action} onChange={(action) => change({ action })} />
      {bucket === undefined ? (
        <BucketSelect bucket={question.bucket} onChange={(name) => change({ bucket: name })} />
      ) : null}
      <KeyField
        value={question.key}
        onChange={(key) => change({ key })}
        onEnter={() => void run()}
      />
      <ActionButton
        action={
          principal === undefined ? 'iam:SimulateCustomPolicy' : 'iam:SimulatePrincipalPolicy'
        }
        resource={principal?.arn ?? '*'}
        formAction="none"
        loading={busy}
        disabled={!isAsked}
        disabledReason={isAsked ? undefined : 'Choose a user or a role.'}
        onClick={() => void run()}
      >
        Simulate
      </ActionButton>
      {error === undefined ? null : <ErrorAlert error={error} />}
      {trial === undefined ? null : <TrialResult kind={kind} trial={trial} />}
      {trial === undefined && error === undefined ? (
        <Box color="text-body-secondary">The statement that decides is marked in the text.</Box>
      ) : null}
    </SpaceBetween>
  );
}

interface KeyFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter: () => void;
}

function KeyField({ value, onChange, onEnter }: KeyFieldProps) {
  return (
    <FormField label="Object key" description="Empty for every object.">
      <Input
        value={value}
        spellcheck={false}
        onChange={({ detail }) => onChange(detail.value)}
        onKeyDown={(event) => {
          if (event.detail.key !== 'Enter') return;
          // In a dialog it would save the policy.
          event.preventDefault();
          onEnter();
        }}
      />
    </FormField>
  );
}
