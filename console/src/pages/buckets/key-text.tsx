import type { CSSProperties } from 'react';

/** Blanks count, and long keys have no place to break at. */
const style: CSSProperties = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' };

/** A key, or a part of one, as it is: nothing in it turns the direction of what stands beside it. */
export function KeyText({ text }: { readonly text: string }) {
  return <bdi style={style}>{text}</bdi>;
}
