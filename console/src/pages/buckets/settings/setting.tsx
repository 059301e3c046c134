import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useState } from 'react';
import { useFlash } from '../../../frame/flash.tsx';
import { ActionButton } from '../../../parts/action-button.tsx';
import { DialogButtons } from '../../../parts/dialog-buttons.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { useLoad } from '../../../parts/load.ts';
import { WhenLoaded } from '../../../parts/loading.tsx';

interface SettingProps<T> {
  readonly title: string;
  readonly description?: string;
  readonly load: () => Promise<T>;
  /** What is thrown is shown, and what was typed stays. */
  readonly save: (value: T) => Promise<void>;
  /** What saving takes, on which resource. */
  readonly action: string;
  readonly resource: string;
  /** What is in force. */
  readonly view: (value: T) => ReactNode;
  /** The fields of what it shall be. */
  readonly edit: (value: T, onChange: (value: T) => void) => ReactNode;
  /** Why what is in force cannot be changed at all; undefined where it can. */
  readonly obstacle?: (value: T) => string | undefined;
  /** Why a value cannot be saved; undefined where it can. */
  readonly fault?: (value: T) => string | undefined;
}

/** A setting of a bucket: how it is, and after Edit how it shall be. */
export function Setting<T>({ load, view, edit, obstacle, ...props }: SettingProps<T>) {
  const { title, description, action, resource } = props;
  // In a box, since a value may be undefined itself.
  const loaded = useLoad(async () => ({ value: await load() }));
  const why = loaded.value && obstacle?.(loaded.value.value);
  const [draft, setDraft] = useState<{ readonly value: T }>();
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={description}
          actions={
            draft === undefined ? (
              <ActionButton
                action={action}
                resource={resource}
                ariaLabel={`Edit ${title}`}
                disabled={loaded.loading || loaded.error !== undefined || why !== undefined}
                disabledReason={why}
                onClick={() => setDraft(loaded.value)}
              >
                Edit
              </ActionButton>
            ) : undefined
          }
        >
          {title}
        </Header>
      }
    >
      {draft === undefined ? (
        <WhenLoaded of={loaded}>{({ value }) => view(value)}</WhenLoaded>
      ) : (
        <Editing
          {...props}
          value={draft.value}
          onSaved={() => {
            setDraft(undefined);
            loaded.reload();
          }}
          onCancel={() => setDraft(undefined)}
        >
          {edit(draft.value, (changed) => setDraft({ value: changed }))}
        </Editing>
      )}
    </Container>
  );
}

interface EditingProps<T> extends Pick<SettingProps<T>, 'title' | 'save' | 'fault'> {
  readonly value: T;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

function Editing<T>({ title, save, fault, value, onSaved, onCancel, children }: EditingProps<T>) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const { show } = useFlash();
  const why = fault?.(value);
  const store = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await save(value);
      show({ type: 'success', content: `${title}: saved.` });
      onSaved();
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <SpaceBetween size="m">
      {children}
      {error === undefined ? null : <ErrorAlert error={error} />}
      <DialogButtons
        verb="Save"
        busy={busy}
        disabled={why !== undefined}
        disabledReason={why}
        onAct={() => void store()}
        onCancel={onCancel}
      />
    </SpaceBetween>
  );
}
