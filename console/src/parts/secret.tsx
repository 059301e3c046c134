import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';

interface SecretProps {
  readonly text: string;
  /** For screen readers: `secret access key of alice`. */
  readonly name: string;
}

/** A secret that is hidden until it is asked for, and can be copied unseen. */
export function Secret({ text, name }: SecretProps) {
  const [shown, setShown] = useState(false);
  if (text === '') return <>-</>;
  return (
    <SpaceBetween direction="horizontal" size="xxs" alignItems="center">
      <CopyToClipboard
        variant="icon"
        textToCopy={text}
        copyButtonAriaLabel={`Copy the ${name}`}
        copySuccessText="Copied"
        copyErrorText="The browser did not allow it"
      />
      <span>{shown ? text : '••••••••'}</span>
      <Button
        variant="inline-link"
        ariaLabel={`${shown ? 'Hide' : 'Show'} the ${name}`}
        onClick={() => setShown(!shown)}
      >
        {shown ? 'Hide' : 'Show'}
      </Button>
    </SpaceBetween>
  );
}
