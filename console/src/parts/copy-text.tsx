import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

interface CopyTextProps {
  readonly text: string;
  /** For screen readers: `ARN`. */
  readonly name: string;
}

/** A text that people need elsewhere, with a button that copies it. */
export function CopyText({ text, name }: CopyTextProps) {
  return (
    <CopyToClipboard
      variant="inline"
      textToCopy={text}
      copyButtonAriaLabel={`Copy the ${name}`}
      copySuccessText="Copied"
      copyErrorText="The browser did not allow it"
    />
  );
}
