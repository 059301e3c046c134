import type { DecidingPolicy } from './deciding-policy.ts';
import './marked-text.css';

/** A policy with the lines of the statement that decided standing out. */
export function MarkedText({ name, text, firstLine, lastLine }: DecidingPolicy) {
  const lines = text.split('\n').map((line, index) => ({ line, number: index + 1 }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus
    <section className="marked-text" tabIndex={0} aria-label={`Statement in ${name}`}>
      <ol>
        {lines.map(({ line, number }) => (
          <li key={number} data-marked={number >= firstLine && number <= lastLine}>
            {line}
          </li>
        ))}
      </ol>
    </section>
  );
}
