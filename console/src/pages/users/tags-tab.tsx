import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { replaceTags, type Tag } from '../../api/iam/tags.ts';
import type { User } from '../../api/iam/users.ts';
import { useFlash } from '../../frame/flash.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { TagFields } from '../../parts/tag-fields.tsx';

interface TagsTabProps {
  readonly user: User;
  readonly onChanged: () => void;
}

/** The tags of a user, which policies can ask for. */
export function TagsTab({ user, onChanged }: TagsTabProps) {
  const [edited, setEdited] = useState<readonly Tag[]>();
  const [busy, setBusy] = useState(false);
  const { show, showError } = useFlash();
  const tags = edited ?? user.tags;
  const save = async () => {
    setBusy(true);
    try {
      await replaceTags('User', user.userName, user.tags, tags);
      show({ type: 'success', content: 'The tags were saved.' });
      setEdited(undefined);
      onChanged();
    } catch (error) {
      showError(error);
    }
    setBusy(false);
  };
  return (
    <Container
      header={
        <Header
          counter={`(${user.tags.length})`}
          actions={
            <ActionButton
              action="iam:TagUser"
              resource={user.arn}
              variant="primary"
              loading={busy}
              disabled={edited === undefined}
              onClick={() => void save()}
            >
              Save tags
            </ActionButton>
          }
        >
          Tags
        </Header>
      }
    >
      <TagFields tags={tags} onChange={setEdited} />
    </Container>
  );
}
