import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { deleteInlinePolicy, type Holder, inlinePolicyDocument } from '../../api/iam/policies.ts';
import { useFlash } from '../../frame/flash.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { ConfirmByName } from '../../parts/confirm-by-name.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { PolicyText } from '../../parts/policy-text.tsx';
import { InlineDialog } from './inline-dialog.tsx';

interface InlinePoliciesProps {
  readonly holder: Holder;
  readonly arn: string;
  readonly names: readonly string[];
  readonly onChanged: () => void;
}

type Dialog =
  | { readonly kind: 'create' }
  | { readonly kind: 'edit' | 'delete'; readonly name: string };

/** Policies that belong to one user, group or role and go with it. */
export function InlinePolicies({ holder, arn, names, onChanged }: InlinePoliciesProps) {
  const [dialog, setDialog] = useState<Dialog>();
  const { show } = useFlash();
  const close = () => setDialog(undefined);
  const done = (content: string) => {
    show({ type: 'success', content });
    close();
    onChanged();
  };
  return (
    <Container
      header={
        <Header
          counter={`(${names.length})`}
          description={`Policies of ${holder.name} alone.`}
          actions={
            <ActionButton
              action={`iam:Put${holder.kind}Policy`}
              resource={arn}
              onClick={() => setDialog({ kind: 'create' })}
            >
              Create inline policy
            </ActionButton>
          }
        >
          Inline policies
        </Header>
      }
    >
      {names.length === 0 ? (
        <EmptyState title="No inline policies">
          Use one for what this {holder.kind.toLowerCase()} alone may do; what several share belongs
          into a managed policy.
        </EmptyState>
      ) : (
        names.map((name) => (
          <InlinePolicy key={name} holder={holder} arn={arn} name={name} onDialog={setDialog} />
        ))
      )}
      {dialog?.kind === 'create' ? (
        <InlineDialog
          holder={holder}
          onSaved={(name) => done(`Policy ${name} was created.`)}
          onCancel={close}
        />
      ) : null}
      {dialog?.kind === 'edit' ? (
        <InlineDialog
          holder={holder}
          name={dialog.name}
          onSaved={(name) => done(`Policy ${name} was saved.`)}
          onCancel={close}
        />
      ) : null}
      {dialog?.kind === 'delete' ? (
        <ConfirmByName
          title={`Delete inline policy ${dialog.name}?`}
          verb="Delete"
          onConfirm={async () => {
            await deleteInlinePolicy(holder, dialog.name);
            done(`Policy ${dialog.name} was deleted.`);
          }}
          onCancel={close}
        >
          {holder.name} loses what it allows, and its text is gone.
        </ConfirmByName>
      ) : null}
    </Container>
  );
}

interface InlinePolicyProps {
  readonly holder: Holder;
  readonly arn: string;
  readonly name: string;
  readonly onDialog: (dialog: Dialog) => void;
}

function InlinePolicy({ holder, arn, name, onDialog }: InlinePolicyProps) {
  const [open, setOpen] = useState(false);
  const { kind } = holder;
  return (
    <ExpandableSection
      headerText={name}
      expanded={open}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      <SpaceBetween size="s">
        <SpaceBetween direction="horizontal" size="xs">
          <ActionButton
            action={`iam:Put${kind}Policy`}
            resource={arn}
            ariaLabel={`Edit ${name}`}
            onClick={() => onDialog({ kind: 'edit', name })}
          >
            Edit
          </ActionButton>
          <ActionButton
            action={`iam:Delete${kind}Policy`}
            resource={arn}
            ariaLabel={`Delete ${name}`}
            onClick={() => onDialog({ kind: 'delete', name })}
          >
            Delete
          </ActionButton>
        </SpaceBetween>
        {open ? <Document holder={holder} name={name} /> : null}
      </SpaceBetween>
    </ExpandableSection>
  );
}

function Document({ holder, name }: { readonly holder: Holder; readonly name: string }) {
  const document = useLoad(() => inlinePolicyDocument(holder, name), name);
  return <WhenLoaded of={document}>{(text) => <PolicyText text={text} />}</WhenLoaded>;
}
