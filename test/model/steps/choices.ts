import fc from 'fast-check';
import type { Bucket, Sender, World } from '../world.ts';

/** Mostly root; else one of the keys that the sequence made, whatever became of it. */
export const sender: fc.Arbitrary<Sender> = fc.option(fc.nat({ max: 5 }), {
  nil: undefined,
  freq: 1,
});

export const bucket = fc.constantFrom<string>('a', 'a', 'a', 'b');

/** Names that share prefixes, and sort differently as bytes of UTF-8 and as UTF-16. */
export const key = fc.constantFrom<string>(
  'a',
  'a/',
  'a/b',
  'a/b/c',
  'a/c',
  'a0',
  'b&<',
  'ﬁ',
  '😀/x',
);

/** Which of the versions of a key that ever were; undefined for the current one. */
export const version = fc.option(fc.nat({ max: 4 }), { nil: undefined });

/** A version id that is known for the key; undefined where there is none. */
export function versionId(
  world: World,
  short: string,
  name: string,
  index: number | undefined,
): string | undefined {
  const ids = world.buckets.get(short)?.idsOf(name) ?? [];
  return index === undefined || ids.length === 0 ? undefined : ids[index % ids.length];
}

export function withVersion(id: string | undefined): Record<string, string> {
  return id === undefined ? {} : { versionId: id };
}

/** How replies name a version: not at all in a bucket that never had versioning. */
export function shown(found: Bucket, id: string | undefined): string | undefined {
  return found.versioning === 'Unversioned' ? undefined : id;
}

export function path(world: World, short: string, name?: string): string {
  const root = `/${world.bucketName(short)}`;
  return name === undefined ? root : `${root}/${name}`;
}

export function quoted(etag: string): string {
  return `"${etag}"`;
}
