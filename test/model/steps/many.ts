import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { elements, stepOf, text } from '../step.ts';
import { arnOf, type World } from '../world.ts';
import { bucket, key, path, sender, version, versionId, withVersion } from './choices.ts';

function escaped(raw: string): string {
  return raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

const item = fc.record({ key, version });

export const deleteObjects = stepOf(
  'DeleteObjects',
  fc.record({
    sender,
    bucket,
    items: fc.uniqueArray(item, { minLength: 1, maxLength: 4, selector: (one) => one.key }),
    quiet: fc.boolean(),
  }),
  (world, data) => {
    const objects = data.items.map((one) => {
      const id = versionId(world, data.bucket, one.key, one.version);
      const named = id === undefined ? '' : `<VersionId>${id}</VersionId>`;
      return `<Object><Key>${escaped(one.key)}</Key>${named}</Object>`;
    });
    const xml = `<Delete>${objects.join('')}<Quiet>${isQuiet(world, data)}</Quiet></Delete>`;
    return {
      service: 's3',
      method: 'POST',
      path: path(world, data.bucket),
      query: { delete: '' },
      headers: { 'content-md5': createHash('md5').update(xml).digest('base64') },
      body: xml,
      credentials: world.credentials(data.sender),
    };
  },
  (world, data, answer) => {
    const found = world.enter(data.sender, data.bucket, []);
    const deleted = new Map(
      elements(answer.body, 'Deleted').map((one) => [
        text(one, 'Key')[0] ?? '',
        text(one, 'DeleteMarkerVersionId')[0],
      ]),
    );
    const wanted: unknown[] = [];
    const denied: string[] = [];
    for (const one of data.items) {
      const id = versionId(world, data.bucket, one.key, one.version);
      const action = id === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
      if (!world.allows(data.sender, action, arnOf(found.name, one.key), found)) {
        denied.push(one.key);
      } else if (id === undefined) {
        const marker = found.delete(one.key, deleted.get(one.key));
        wanted.push([one.key, marker]);
      } else {
        const wasMarker = found.deleteVersion(one.key, id);
        wanted.push([one.key, wasMarker ? id : undefined]);
      }
    }
    const errors = elements(answer.body, 'Error').map((one) => text(one, 'Key')[0]);
    return {
      status: 200,
      seen: { deleted: [...deleted], errors },
      wanted: { deleted: isQuiet(world, data) ? [] : wanted, errors: denied },
    };
  },
);

/** A quiet answer does not tell the ids of new delete markers, which the reference has to know. */
function isQuiet(
  world: World,
  data: { readonly bucket: string; readonly quiet: boolean },
): boolean {
  return data.quiet && world.buckets.get(data.bucket)?.versioning !== 'Enabled';
}

const tagging = fc.record({
  sender,
  bucket,
  key,
  version,
  tags: fc.dictionary(fc.constantFrom('color', 'size'), fc.constantFrom('red', 'l', ''), {
    noNullPrototype: true,
  }),
});

function actionOn(verb: string, id: string | undefined): string {
  return `s3:${verb}Object${id === undefined ? '' : 'Version'}Tagging`;
}

export const putTagging = stepOf(
  'PutObjectTagging',
  tagging,
  (world, data) => {
    const tags = Object.entries(data.tags).map(
      ([name, value]) => `<Tag><Key>${name}</Key><Value>${value}</Value></Tag>`,
    );
    return {
      service: 's3',
      method: 'PUT',
      path: path(world, data.bucket, data.key),
      query: {
        tagging: '',
        ...withVersion(versionId(world, data.bucket, data.key, data.version)),
      },
      body: `<Tagging><TagSet>${tags.join('')}</TagSet></Tagging>`,
      credentials: world.credentials(data.sender),
    };
  },
  (world, data) => {
    const id = versionId(world, data.bucket, data.key, data.version);
    const found = world.enter(data.sender, data.bucket, [actionOn('Put', id)], data.key);
    const one = world.revealing(data.sender, found, id, () => found.find(data.key, id));
    one.content = { ...one.content, tags: data.tags };
    return { status: 200 };
  },
);

export const getTagging = stepOf(
  'GetObjectTagging',
  tagging,
  (world, data) => ({
    service: 's3',
    method: 'GET',
    path: path(world, data.bucket, data.key),
    query: { tagging: '', ...withVersion(versionId(world, data.bucket, data.key, data.version)) },
    credentials: world.credentials(data.sender),
  }),
  (world, data, answer) => {
    const id = versionId(world, data.bucket, data.key, data.version);
    const found = world.enter(data.sender, data.bucket, [actionOn('Get', id)], data.key);
    const { content } = world.revealing(data.sender, found, id, () => found.find(data.key, id));
    const pairs = elements(answer.body, 'Tag').map((one) => [
      text(one, 'Key')[0],
      text(one, 'Value')[0] ?? '',
    ]);
    return { status: 200, seen: Object.fromEntries(pairs), wanted: { ...content.tags } };
  },
);

export const deleteTagging = stepOf(
  'DeleteObjectTagging',
  tagging,
  (world, data) => ({
    service: 's3',
    method: 'DELETE',
    path: path(world, data.bucket, data.key),
    query: { tagging: '', ...withVersion(versionId(world, data.bucket, data.key, data.version)) },
    credentials: world.credentials(data.sender),
  }),
  (world, data) => {
    const id = versionId(world, data.bucket, data.key, data.version);
    const found = world.enter(data.sender, data.bucket, [actionOn('Delete', id)], data.key);
    const one = world.revealing(data.sender, found, id, () => found.find(data.key, id));
    one.content = { ...one.content, tags: {} };
    return { status: 204 };
  },
);
