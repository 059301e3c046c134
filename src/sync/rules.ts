import { createHash } from 'node:crypto';
import mimeTypes from 'mime-types';
import picomatch from 'picomatch';
import type { ObjectHeaders } from './site-object.ts';

/** What browsers and proxies are told about keeping a copy. */
export interface CacheHeaders {
  readonly cacheControl?: string | undefined;
  readonly expires?: string | undefined;
}

/** Which headers objects are sent with. Paths are those under the build folder. */
export interface ObjectRules {
  /** By glob; the first that matches wins over the type. */
  readonly cachingByPath: readonly (readonly [glob: string, caching: CacheHeaders])[];
  /** By MIME type without parameters, such as `text/css`. */
  readonly cachingByType: Readonly<Record<string, CacheHeaders>>;
  readonly cachingDefault: CacheHeaders;
  /** By path or glob: the Content-Type, as it is sent. */
  readonly contentTypes: readonly (readonly [glob: string, type: string])[];
  readonly acl?: string | undefined;
  readonly storageClass?: string | undefined;
  readonly encryption?: string | undefined;
  readonly kmsKeyId?: string | undefined;
}

/** The extension of a precompressed sibling, by its Content-Encoding. */
export const encodingExtensions = { br: '.br', gzip: '.gz', zstd: '.zst' } as const;
export type Encoding = keyof typeof encodingExtensions;

const unknownType = 'application/octet-stream';

/**
 * The headers of an object: a function of its path, its encoding and the rules, and of nothing
 * else. That is what lets one digest vouch for the headers of a whole bucket.
 */
export function createHeaders(rules: ObjectRules) {
  const types = rules.contentTypes.map(([glob, type]) => [matcher(glob), type] as const);
  const paths = rules.cachingByPath.map(([glob, caching]) => [matcher(glob), caching] as const);
  return (path: string, encoding: Encoding | undefined, redirect?: string): ObjectHeaders => {
    const given = types.find(([matches]) => matches(path))?.[1];
    const contentType = given ?? (mimeTypes.contentType(lastName(path)) || unknownType);
    const bare = contentType.split(';', 1)[0]?.trim() ?? contentType;
    const caching =
      paths.find(([matches]) => matches(path))?.[1] ??
      rules.cachingByType[bare] ??
      rules.cachingDefault;
    return {
      contentType,
      contentEncoding: encoding,
      cacheControl: caching.cacheControl,
      expires: caching.expires,
      redirect,
      acl: rules.acl,
      storageClass: rules.storageClass,
      encryption: rules.encryption,
      kmsKeyId: rules.kmsKeyId,
    };
  };
}

/** `mime-types` takes a name without a dot for an extension: `html` is none. */
function lastName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.includes('.') ? name : `${name}.`;
}

function matcher(glob: string): (path: string) => boolean {
  return picomatch(glob, { dot: true });
}

/** Grows with every change of how headers are made from the same rules. */
const headersVersion = 1;

/**
 * Says in a few characters which headers a site is sent with, and where to: equal digests mean
 * equal headers for every path.
 */
export function rulesDigest(rules: ObjectRules, place: { bucket: string; prefix: string }): string {
  const { bucket, prefix } = place;
  const said = [headersVersion, bucket, prefix, sorted(rules), sorted(mimeTypes.types)];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32);
}

/** The same value with the members of its objects in one order, so that its JSON is one text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}
