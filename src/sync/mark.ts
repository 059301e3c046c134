/** The user-metadata field in which sync keeps what neither a listing nor HEAD tells. */
export const markField = 'strongroom-sync';

/** `md5=...;acl=public-read;rules=...`: what sync knows of an object that it wrote. */
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
}

/** Reads a mark; members that are not known or not there are left out. */
export function parseMark(text: string | undefined): Mark {
  const pairs = new Map<string, string>();
  for (const member of (text ?? '').split(';')) {
    const equals = member.indexOf('=');
    if (equals > 0) pairs.set(member.slice(0, equals), member.slice(equals + 1));
  }
  return { md5: pairs.get('md5'), acl: pairs.get('acl'), rules: pairs.get('rules') };
}

/** The text of a mark, always in the same order. */
export function printMark(mark: Mark): string {
  const members = [
    ['md5', mark.md5],
    ['acl', mark.acl],
    ['rules', mark.rules],
  ] as const;
  return members
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
}
