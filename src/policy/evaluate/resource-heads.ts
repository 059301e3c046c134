import { resourcePartOffset } from '../document/arn.ts';
import { type Glob, isExact } from '../document/wildcard.ts';

/**
 * The head of a resource: an ARN up to the first slash behind the fifth colon, which for S3 is the
 * bucket; without such a slash all of it.
 */
export function headOf(resource: string): string {
  const end = headEnd(resource);
  return end === -1 ? resource : resource.slice(0, end);
}

/**
 * The heads of everything that some patterns match; undefined when one of them matches resources
 * of more heads than it names.
 */
export function headsOf(globs: readonly Glob[]): readonly string[] | undefined {
  const heads: string[] = [];
  for (const glob of globs) {
    const head = literalHead(glob);
    if (head === undefined) return undefined;
    if (!heads.includes(head)) heads.push(head);
  }
  return heads;
}

function literalHead(glob: Glob): string | undefined {
  if (isExact(glob)) return headOf(glob.prefix);
  const end = headEnd(glob.prefix);
  return end === -1 ? undefined : glob.prefix.slice(0, end);
}

/** Where the head of an ARN ends, or -1 when it has no slash behind the fifth colon. */
function headEnd(text: string): number {
  const offset = resourcePartOffset(text);
  return offset === -1 ? -1 : text.indexOf('/', offset);
}
