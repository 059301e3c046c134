import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';

interface SignInFormProps {
  readonly title: string;
  readonly verb: string;
  readonly busy: boolean;
  readonly disabled?: boolean;
  readonly onSubmit: () => void;
  /** Beside the one button that goes on. */
  readonly others?: ReactNode;
  readonly children: ReactNode;
}

/** One form in one box; Enter goes on. */
export function SignInForm({
  title,
  verb,
  busy,
  disabled = false,
  onSubmit,
  others,
  children,
}: SignInFormProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && !disabled) onSubmit();
      }}
    >
      <Container header={<Header variant="h1">{title}</Header>}>
        <SpaceBetween size="m">
          {children}
          <Button
            variant="primary"
            formAction="submit"
            loading={busy}
            disabled={disabled}
            fullWidth
          >
            {verb}
          </Button>
          {others}
        </SpaceBetween>
      </Container>
    </form>
  );
}
