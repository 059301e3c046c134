import fc from 'fast-check';
import { listed } from '../reference/listing.ts';
import type { Version } from '../reference/objects.ts';
import { elements, stepOf, text } from '../step.ts';
import type { Bucket } from '../world.ts';
import { bucket, key, path, quoted, sender } from './choices.ts';

const asked = fc.record({
  sender,
  bucket,
  prefix: fc.constantFrom('', '', 'a', 'a/', 'a/b', '😀', 'none'),
  delimiter: fc.constantFrom('', '/', '/', 'b', '/b'),
  after: fc.oneof(fc.constant(''), key, fc.constantFrom('a/b/zz', 'A', '~', 'a/b/')),
  limit: fc.constantFrom(0, 1, 2, 3, 1000, 1000),
});

/** What a page of current objects holds, as the reference has it. */
function currentOf(found: Bucket): ReadonlyMap<string, readonly string[]> {
  const current = new Map<string, readonly string[]>();
  for (const name of found.keys.keys()) {
    const content = found.current(name)?.content;
    if (content === undefined) continue;
    const size = Buffer.byteLength(content.body);
    current.set(name, [`${name} ${quoted(content.etag)} ${size}`]);
  }
  return current;
}

function contents(body: string): readonly string[] {
  return elements(body, 'Contents').map(
    (one) => `${text(one, 'Key')[0]} ${text(one, 'ETag')[0]} ${text(one, 'Size')[0]}`,
  );
}

function prefixes(body: string): readonly (string | undefined)[] {
  return elements(body, 'CommonPrefixes').map((one) => text(one, 'Prefix')[0]);
}

export const listObjectsV2 = stepOf(
  'ListObjectsV2',
  asked,
  (world, data) => ({
    service: 's3',
    method: 'GET',
    path: path(world, data.bucket),
    query: {
      'list-type': '2',
      prefix: data.prefix,
      delimiter: data.delimiter,
      'start-after': data.after,
      'max-keys': String(data.limit),
    },
    credentials: world.credentials(data.sender),
  }),
  (world, data, { body }) => {
    const found = world.enter(data.sender, data.bucket, ['s3:ListBucket']);
    const page = listed(currentOf(found), data);
    return {
      status: 200,
      seen: [contents(body), prefixes(body), text(body, 'IsTruncated'), text(body, 'KeyCount')],
      wanted: [
        page.items,
        page.prefixes,
        [String(page.truncated)],
        [String(page.items.length + page.prefixes.length)],
      ],
    };
  },
);

export const listObjects = stepOf(
  'ListObjects',
  asked,
  (world, data) => ({
    service: 's3',
    method: 'GET',
    path: path(world, data.bucket),
    query: {
      prefix: data.prefix,
      delimiter: data.delimiter,
      marker: data.after,
      'max-keys': String(data.limit),
    },
    credentials: world.credentials(data.sender),
  }),
  (world, data, { body }) => {
    const found = world.enter(data.sender, data.bucket, ['s3:ListBucket']);
    const page = listed(currentOf(found), data);
    // NextMarker comes with a delimiter only.
    const hasNext = page.truncated && data.delimiter !== '' && page.last !== undefined;
    return {
      status: 200,
      seen: [contents(body), prefixes(body), text(body, 'IsTruncated'), text(body, 'NextMarker')],
      wanted: [page.items, page.prefixes, [String(page.truncated)], hasNext ? [page.last] : []],
    };
  },
);

/** One version or delete marker as a line. */
function line(name: string, version: Version, isLatest: boolean): string {
  const kind = version.marker ? 'marker' : quoted(version.content.etag);
  return `${name} ${version.id} ${isLatest} ${kind}`;
}

function linesOf(found: Bucket): Map<string, readonly string[]> {
  const lines = new Map<string, readonly string[]>();
  for (const [name, versions] of found.keys) {
    lines.set(
      name,
      versions.map((version, index) => line(name, version, index === 0)),
    );
  }
  return lines;
}

function versionLines(body: string): readonly string[] {
  return [...body.matchAll(/<(Version|DeleteMarker)>(.*?)<\/\1>/gs)].map(([, kind, inner = '']) => {
    const [name, id, isLatest] = ['Key', 'VersionId', 'IsLatest'].map((one) => text(inner, one)[0]);
    return `${name} ${id} ${isLatest} ${kind === 'Version' ? text(inner, 'ETag')[0] : 'marker'}`;
  });
}

export const listVersions = stepOf(
  'ListObjectVersions',
  fc.record({ asked, within: fc.option(fc.nat({ max: 4 }), { nil: undefined }) }),
  (world, { asked: data, within }) => {
    const id = markerId(world.buckets.get(data.bucket), data.after, within);
    return {
      service: 's3',
      method: 'GET',
      path: path(world, data.bucket),
      query: {
        versions: '',
        prefix: data.prefix,
        delimiter: data.delimiter,
        'key-marker': data.after,
        'max-keys': String(data.limit),
        ...(id === undefined ? {} : { 'version-id-marker': id }),
      },
      credentials: world.credentials(data.sender),
    };
  },
  (world, { asked: data, within }, { body }) => {
    const found = world.enter(data.sender, data.bucket, ['s3:ListBucketVersions']);
    const lines = linesOf(found);
    const id = markerId(found, data.after, within);
    const versions = found.keys.get(data.after) ?? [];
    const at = versions.findIndex((one) => one.id === id);
    const rest = at < 0 ? [] : (lines.get(data.after) ?? []).slice(at + 1);
    const page = listed(lines, data, rest);
    return {
      status: 200,
      // Versions and delete markers come in two lists, or mixed: each key's order is what counts.
      seen: [versionLines(body).toSorted(), prefixes(body), text(body, 'IsTruncated')],
      wanted: [page.items.toSorted(), page.prefixes, [String(page.truncated)]],
    };
  },
);

/** A version of the marker's key that is there. */
function markerId(
  found: Bucket | undefined,
  after: string,
  within: number | undefined,
): string | undefined {
  const versions = found?.keys.get(after) ?? [];
  return within === undefined ? undefined : versions[within]?.id;
}
