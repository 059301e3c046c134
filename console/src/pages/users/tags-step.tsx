import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { TagFields } from '../../parts/tag-fields.tsx';
import type { NewUsers } from './new-users.ts';

interface TagsStepProps {
  readonly wanted: NewUsers;
  readonly change: (changed: Partial<NewUsers>) => void;
}

/** Tags that every new user gets. */
export function TagsStep({ wanted, change }: TagsStepProps) {
  return (
    <Container header={<Header variant="h2">Tags</Header>}>
      <TagFields tags={wanted.tags} onChange={(tags) => change({ tags: [...tags] })} />
    </Container>
  );
}
