/** What a listing asks for. */
export interface Listing {
  readonly prefix: string;
  readonly delimiter: string;
  /** Only what is after this text, by the bytes of UTF-8. */
  readonly after: string;
  readonly limit: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly prefixes: readonly string[];
  readonly truncated: boolean;
  /** The text of the last element. */
  readonly last: string | undefined;
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/**
 * "ListObjectsV2" of the S3 API reference: keys in the order of their UTF-8 bytes; those that have
 * the delimiter after the prefix are one common prefix together, which counts as one.
 * @param items by key; each key has one or more (versions, uploads)
 * @param rest the items of the key `after` that were not listed yet
 */
export function listed<Item>(
  items: ReadonlyMap<string, readonly Item[]>,
  { prefix, delimiter, after, limit }: Listing,
  rest: readonly Item[] = [],
): Page<Item> {
  const elements: { readonly text: string; readonly item: Item | undefined }[] = [];
  const prefixes = new Set<string>();
  for (const key of [...items.keys()].sort(byBytes)) {
    if (!key.startsWith(prefix)) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const common = end < 0 ? undefined : key.slice(0, end + delimiter.length);
    if (common !== undefined) {
      if (!prefixes.has(common) && byBytes(common, after) > 0) {
        prefixes.add(common);
        elements.push({ text: common, item: undefined });
      }
      continue;
    }
    const order = byBytes(key, after);
    const shown = order > 0 ? (items.get(key) ?? []) : order === 0 ? rest : [];
    for (const item of shown) elements.push({ text: key, item });
  }
  const page = elements.slice(0, limit);
  return {
    items: page.flatMap(({ item }) => (item === undefined ? [] : [item])),
    prefixes: page.flatMap(({ text, item }) => (item === undefined ? [text] : [])),
    truncated: limit > 0 && elements.length > limit,
    last: page.at(-1)?.text,
  };
}
