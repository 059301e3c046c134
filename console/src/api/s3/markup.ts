const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser would make a line feed of it.
  '\r': '&#13;',
};

/** XML that is ready to be sent. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export const nothing = new Markup('');

/**
 * An element of XML. Text is escaped.
 * @param content undefined gives no element at all
 */
export function element(
  name: string,
  content: string | number | boolean | undefined | readonly Markup[],
): Markup {
  if (content === undefined) return nothing;
  const inner =
    typeof content === 'object'
      ? content.map(({ text }) => text).join('')
      : String(content).replaceAll(/[&<>"\r]/g, (character) => escapes[character] ?? character);
  return new Markup(`<${name}>${inner}</${name}>`);
}

/** Whether XML 1.0 can hold a text at all: most control characters have no place in it. */
export function fitsXml(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that it is about
  return !/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text);
}
