import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { useState } from 'react';
import { ServiceError } from '../api/service-error.ts';
import { decodeAuthorizationMessage } from '../api/sts.ts';

/** One line that says what kind of error it is. */
export function errorTitle(error: unknown): string {
  if (!(error instanceof ServiceError)) return 'Something went wrong in the console';
  if (error.isDenial) return 'You are not allowed to do this';
  return error.code;
}

/** What an error says, the id to quote, and for a denial its whole explanation. */
export function ErrorExplanation({ error }: { readonly error: unknown }) {
  if (!(error instanceof ServiceError)) return <>{String(error)}</>;
  return (
    <>
      <div>{error.message}</div>
      {error.requestId === undefined ? null : (
        <Box variant="small" color="inherit">
          {error.code}, request {error.requestId}
        </Box>
      )}
      {error.encodedMessage === undefined ? null : <Explanation message={error.encodedMessage} />}
    </>
  );
}

function Explanation({ message }: { readonly message: string }) {
  const [text, setText] = useState<string>();
  const load = () => {
    if (text !== undefined) return;
    decodeAuthorizationMessage(message).then(
      (decoded) => setText(JSON.stringify(decoded, null, 2)),
      () => setText('You may not see the explanation: it takes sts:DecodeAuthorizationMessage.'),
    );
  };
  return (
    <ExpandableSection headerText="Why" onChange={load}>
      <Box variant="pre">{text ?? 'Loading'}</Box>
    </ExpandableSection>
  );
}

/** An error where the content should stand that could not be loaded. */
export function ErrorAlert({ error }: { readonly error: unknown }) {
  return (
    <Alert type="error" header={errorTitle(error)}>
      <ErrorExplanation error={error} />
    </Alert>
  );
}
