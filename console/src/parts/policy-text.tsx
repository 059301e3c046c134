import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import './policy-text.css';

/** A policy as it was written, or indented where it was written in one line. */
export function PolicyText({ text }: { readonly text: string }) {
  return (
    <div className="policy-text">
      <div className="policy-text-copy">
        <CopyToClipboard
          variant="icon"
          textToCopy={text}
          copyButtonAriaLabel="Copy the policy"
          copySuccessText="Copied"
          copyErrorText="The browser did not allow it"
        />
      </div>
      {/* It can be scrolled, so it can be reached by the keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus */}
      <section className="policy-text-scroll" tabIndex={0} aria-label="Policy document">
        <pre>
          <Box variant="code">{readable(text)}</Box>
        </pre>
      </section>
    </div>
  );
}

function readable(text: string): string {
  if (text.includes('\n')) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
