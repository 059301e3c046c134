/** What stands in a compiled pattern beside the codes of characters. */
export const ANY_RUN = -1;
export const ANY_ONE = -2;
export const RUN_IN_SEGMENT = -3;
export const ONE_IN_SEGMENT = -4;

export const COLON = 0x3a;

/** How many UTF-16 units the character at an offset has; `?` takes a whole character. */
export function widthAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 0xd800 || code > 0xdbff) return 1;
  const next = text.charCodeAt(at + 1);
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 1;
}
