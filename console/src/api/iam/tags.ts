import { callQuery, type QueryValue } from '../query.ts';
import type { XmlNode } from '../xml.ts';

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** A tag as the services answer with it. */
export function readTag(node: XmlNode): Tag {
  return { key: node.text('Key'), value: node.text('Value') };
}

/** Tags as the services take them; none where there is none. */
export function tagInput(tags: readonly Tag[]): QueryValue {
  return tags.map(({ key, value }) => ({ Key: key, Value: value }));
}

/** What can have tags, by the word that its operations are named after. */
export type TaggedKind = 'User' | 'Role';

/** Makes the tags of a user or role the ones that are wanted. */
export async function replaceTags(
  kind: TaggedKind,
  name: string,
  before: readonly Tag[],
  wanted: readonly Tag[],
): Promise<void> {
  const keys = new Set(wanted.map(({ key }) => key));
  const gone = before.map(({ key }) => key).filter((key) => !keys.has(key));
  if (wanted.length > 0) {
    await callQuery('iam', `Tag${kind}`, { [`${kind}Name`]: name, Tags: tagInput(wanted) });
  }
  if (gone.length > 0) {
    await callQuery('iam', `Untag${kind}`, { [`${kind}Name`]: name, TagKeys: gone });
  }
}
