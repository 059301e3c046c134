/** The user-metadata field in which sync keeps what neither a listing nor HEAD tells. */
export const markField = 'strongroom-sync';

/** `md5=...;acl=public-read;rules=...;at=...`: what sync knows of an object that it wrote. */
export interface Mark {
  /** Of the bytes: an ETag is their MD5 no more under SSE-KMS, or after an upload in parts. */
  readonly md5?: string | undefined;
  /** The canned ACL that was sent with it. */
  readonly acl?: string | undefined;
  /**
   * Only on the anchor: the digest of the rules that every object up to this one's time was written
   * by, or found to agree with.
   */
  readonly rules?: string | undefined;
  /** Only with `rules`: a filter of the keys that it does not vouch for, see `key-filter.ts`. */
  readonly strangers?: string | undefined;
  /** When the stamp was made, in seconds: one that others copied with the anchor is no stamp. */
  readonly at?: string | undefined;
}

const members = ['md5', 'acl', 'rules', 'strangers', 'at'] as const;

/** Reads a mark; members that are not known or not there are left out. */
export function parseMark(text: string | undefined): Mark {
  const pairs = new Map<string, string>();
  for (const member of (text ?? '').split(';')) {
    const equals = member.indexOf('=');
    if (equals > 0) pairs.set(member.slice(0, equals), member.slice(equals + 1));
  }
  return Object.fromEntries(members.map((name) => [name, pairs.get(name)]));
}

/** The text of a mark, always in the same order. */
export function printMark(mark: Mark): string {
  return members
    .filter((name) => mark[name] !== undefined)
    .map((name) => `${name}=${mark[name]}`)
    .join(';');
}
