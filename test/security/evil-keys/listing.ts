import type { RawResponse } from '../../conformance/harness/exchange.ts';
import type { Ask } from './client.ts';

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** Character data with its references resolved; those of other characters than XML's own, too. */
function plain(data: string): string {
  return data
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
      if (name !== undefined) return named[name] ?? whole;
      return String.fromCodePoint(Number.parseInt(hex ?? decimal, hex === undefined ? 10 : 16));
    });
}

/** The texts of all elements of a name, in their order. */
export function elements(document: string, name: string): readonly string[] {
  const pattern = new RegExp(`<${name}>([^<]*)</${name}>`, 'g');
  return [...document.matchAll(pattern)].map(([, data = '']) => plain(data));
}

/** A text as character data; characters that XML 1.0 cannot write go as references all the same. */
export function xmlText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be written so
  return text.replaceAll(/[&<>"'\u0000-\u001f\ufffe\uffff]/g, (character) => {
    return `&#${character.charCodeAt(0)};`;
  });
}

type Version = 'v1' | 'v2' | 'versions';

const own = {
  v1: { query: {}, next: [['marker', 'NextMarker']] },
  v2: { query: { 'list-type': '2' }, next: [['continuation-token', 'NextContinuationToken']] },
  versions: {
    query: { versions: '' },
    next: [
      ['key-marker', 'NextKeyMarker'],
      ['version-id-marker', 'NextVersionIdMarker'],
    ],
  },
} as const;

/**
 * The keys of a bucket, page by page.
 * @param encoding whether the server is asked to escape the keys
 * @param limit at most so many keys, by one page
 */
export async function listedKeys(
  ask: (ask: Ask) => Promise<RawResponse>,
  bucket: string,
  version: Version,
  query: Readonly<Record<string, string>> = {},
  encoding: 'url' | 'none' = 'url',
  limit?: number,
): Promise<readonly string[]> {
  const decode = (text: string) => (encoding === 'url' ? decodeURIComponent(text) : text);
  const keys: string[] = [];
  let markers: Record<string, string> = {};
  for (;;) {
    const asked = {
      ...own[version].query,
      ...(encoding === 'url' && { 'encoding-type': 'url' }),
      ...(limit !== undefined && { 'max-keys': String(limit) }),
      ...query,
      ...markers,
    };
    const { status, text } = await ask({ bucket, query: asked });
    if (status !== 200) throw new Error(text);
    const page = elements(text, 'Key').map(decode);
    keys.push(...page);
    if (limit !== undefined || elements(text, 'IsTruncated')[0] !== 'true') return keys;
    markers = {};
    for (const [parameter, element] of own[version].next) {
      const [value] = elements(text, element);
      const isKey = element !== 'NextContinuationToken' && element !== 'NextVersionIdMarker';
      // Version 1 names its next marker only where there is a delimiter: the last key is it.
      if (value !== undefined) markers[parameter] = isKey ? decode(value) : value;
      else if (version === 'v1') markers[parameter] = page.at(-1) ?? '';
    }
  }
}
