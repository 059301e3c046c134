import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import type { Tag } from '../../api/iam/tags.ts';
import { useFlash } from '../../frame/flash.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { TagFields } from '../../parts/tag-fields.tsx';

interface TagsContainerProps {
  readonly load: () => Promise<readonly Tag[]>;
  readonly save: (tags: readonly Tag[]) => Promise<void>;
  /** What saving takes, on which resource. */
  readonly action: string;
  readonly resource: string;
}

/** The tags of a bucket or an object, to be edited. */
export function TagsContainer({ load, save, action, resource }: TagsContainerProps) {
  const loaded = useLoad(load);
  const [edited, setEdited] = useState<readonly Tag[]>();
  const [busy, setBusy] = useState(false);
  const { show, showError } = useFlash();
  const store = async () => {
    setBusy(true);
    try {
      await save(edited ?? []);
      show({ type: 'success', content: 'The tags were saved.' });
      setEdited(undefined);
      loaded.reload();
    } catch (error) {
      showError(error);
    }
    setBusy(false);
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <ActionButton
              action={action}
              resource={resource}
              loading={busy}
              disabled={edited === undefined}
              onClick={() => void store()}
            >
              Save tags
            </ActionButton>
          }
        >
          Tags
        </Header>
      }
    >
      <WhenLoaded of={loaded}>
        {(tags) => <TagFields tags={edited ?? tags} onChange={setEdited} />}
      </WhenLoaded>
    </Container>
  );
}
