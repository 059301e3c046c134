import type { CacheHeaders } from './rules.ts';
import { count, flag, isMapping, text, type ValueReader } from './value-readers.ts';

/** The directives of Cache-Control in the order in which they are sent, by their key. */
const directives = {
  max_age: 'max-age',
  s_maxage: 's-maxage',
  public: 'public',
  private: 'private',
  no_cache: 'no-cache',
  no_store: 'no-store',
  must_revalidate: 'must-revalidate',
  proxy_revalidate: 'proxy-revalidate',
  immutable: 'immutable',
} as const;

/**
 * A cache rule: its directives by name, or the whole of Cache-Control as a text. `expires` (a date)
 * counts only where there is no max_age.
 */
export const caching: ValueReader<CacheHeaders> = {
  expectation: 'a cache rule such as { max_age: 60, public: true }',
  read: (value) => {
    if (typeof value === 'string') return value === '' ? {} : { cacheControl: value };
    if (!isMapping(value)) return undefined;
    const parts: string[] = [];
    for (const name of Object.keys(value)) {
      if (!(name in directives) && name !== 'expires') return undefined;
    }
    for (const [name, directive] of Object.entries(directives)) {
      const given = value[name];
      if (given === undefined || given === null) continue;
      if (directive === 'max-age' || directive === 's-maxage') {
        const seconds = count(0).read(given);
        if (seconds === undefined) return undefined;
        parts.push(`${directive}=${seconds}`);
      } else {
        const isOn = flag.read(given);
        if (isOn === undefined) return undefined;
        if (isOn) parts.push(directive);
      }
    }
    const expires = expiresOf(value.expires);
    if (expires === null) return undefined;
    return {
      ...(parts.length === 0 ? {} : { cacheControl: parts.join(', ') }),
      ...(expires === undefined || 'max_age' in value ? {} : { expires }),
    };
  },
};

/** The text of the header; undefined where nothing was given, null for what is no date. */
function expiresOf(value: unknown): string | undefined | null {
  if (value === undefined || value === null) return undefined;
  const date = value instanceof Date ? value : new Date(text.read(value) ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date.toUTCString();
}
