import type { ObjectHeaders, SiteObject } from './site-object.ts';
import { isMapping } from './value-readers.ts';

/** An object of a release. */
export interface ReleasedObject {
  readonly key: string;
  readonly sizeBytes: number;
  readonly md5: string;
  readonly headers: ObjectHeaders;
}

/** A site as it once was, whole. */
export interface Release {
  readonly id: string;
  /** Of the rules that its headers were made by. */
  readonly digest: string;
  readonly objects: readonly ReleasedObject[];
}

const manifestVersion = 1;

/** The manifest of a release as JSON. */
export function printManifest({ id, digest, objects }: Release): string {
  const listed = objects.map(({ key, sizeBytes, md5, headers }) => {
    return { key, sizeBytes, md5, headers };
  });
  return JSON.stringify({ version: manifestVersion, id, digest, objects: listed });
}

/** Reads a manifest; undefined where the text is none. */
export function parseManifest(text: string): Release | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isMapping(read) || read.version !== manifestVersion) return undefined;
  const { id, digest, objects } = read;
  if (typeof id !== 'string' || typeof digest !== 'string' || !Array.isArray(objects)) {
    return undefined;
  }
  const released = objects.map(releasedObject);
  return released.every((object) => object !== undefined)
    ? { id, digest, objects: released }
    : undefined;
}

function releasedObject(value: unknown): ReleasedObject | undefined {
  if (!isMapping(value) || !isMapping(value.headers)) return undefined;
  const { key, sizeBytes, md5, headers } = value;
  const { contentType } = headers;
  if (typeof key !== 'string' || typeof sizeBytes !== 'number' || typeof md5 !== 'string') {
    return undefined;
  }
  if (typeof contentType !== 'string' || !/^[0-9a-f]{32}$/.test(md5)) return undefined;
  const texts: Record<string, string> = {};
  for (const [name, text] of Object.entries(headers)) {
    if (typeof text === 'string') texts[name] = text;
  }
  return { key, sizeBytes, md5, headers: { ...texts, contentType } };
}

/** The objects of a release as a plan wants them, still without a place for their bytes. */
export function releasedSite({ objects }: Release): SiteObject[] {
  return objects.map((object) => {
    const source = object.headers.redirect === undefined ? 'file' : 'empty';
    return {
      ...object,
      source: source === 'file' ? { kind: 'file', path: '' } : { kind: 'empty' },
      etags: [object.md5],
    };
  });
}
