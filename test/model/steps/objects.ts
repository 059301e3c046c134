import fc from 'fast-check';
import { type Content, etagOf } from '../reference/objects.ts';
import { Refused } from '../reference/refused.ts';
import { type Expected, stepOf } from '../step.ts';
import { arnOf, type Bucket, type World } from '../world.ts';
import {
  bucket,
  key,
  path,
  quoted,
  sender,
  shown,
  version,
  versionId,
  withVersion,
} from './choices.ts';

const body = fc.constantFrom('', 'one', 'two', 'three and more');
const kind = fc.option(fc.constantFrom('x', 'y'), { nil: undefined });
const tag = fc.option(fc.constantFrom('red', 'blue'), { nil: undefined, freq: 4 });

/** An ETag that is right, wrong, or any; right ones are of the body that is there most often. */
const ifMatch = fc.option(fc.constantFrom('*', etagOf('one'), etagOf('two')), {
  nil: undefined,
  freq: 3,
});
const ifNoneMatch = fc.option(fc.constant('*' as const), { nil: undefined, freq: 6 });

const newObject = fc.record({ sender, bucket, key, body, kind, tag, ifMatch, ifNoneMatch });

function needsOfWrite(data: {
  readonly ifMatch: string | undefined;
  readonly tag: string | undefined;
}): readonly string[] {
  return [
    's3:PutObject',
    ...(data.tag === undefined ? [] : ['s3:PutObjectTagging']),
    // Learning whether an object has a certain ETag is reading of it.
    ...(data.ifMatch === undefined || data.ifMatch === '*' ? [] : ['s3:GetObject']),
  ];
}

function conditions(data: {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}): Record<string, string> {
  const { ifMatch: match, ifNoneMatch: noneMatch } = data;
  return {
    ...(match === undefined ? {} : { 'if-match': match === '*' ? '*' : quoted(match) }),
    ...(noneMatch === undefined ? {} : { 'if-none-match': noneMatch }),
  };
}

export const putObject = stepOf(
  'PutObject',
  newObject,
  (world, data) => ({
    service: 's3',
    method: 'PUT',
    path: path(world, data.bucket, data.key),
    headers: {
      ...conditions(data),
      'content-type': 'text/plain',
      ...(data.kind === undefined ? {} : { 'x-amz-meta-kind': data.kind }),
      ...(data.tag === undefined ? {} : { 'x-amz-tagging': `color=${data.tag}` }),
    },
    body: data.body,
    credentials: world.credentials(data.sender),
  }),
  (world, data, answer) => {
    const found = world.enter(data.sender, data.bucket, needsOfWrite(data), data.key);
    // Both conditions together are more than S3 has.
    if (data.ifMatch !== undefined && data.ifNoneMatch !== undefined) {
      throw new Refused(501, 'NotImplemented');
    }
    found.checkWrite(data.key, data);
    const content: Content = {
      body: data.body,
      etag: etagOf(data.body),
      contentType: 'text/plain',
      kind: data.kind,
      tags: data.tag === undefined ? {} : { color: data.tag },
    };
    const id = found.put(data.key, content, answer.headers['x-amz-version-id']);
    return {
      status: 200,
      headers: { etag: quoted(content.etag), 'x-amz-version-id': shown(found, id) },
    };
  },
);

function headersOf(found: Bucket, id: string, { etag, contentType, kind: meta, tags }: Content) {
  const count = Object.keys(tags).length;
  return {
    etag: quoted(etag),
    'content-type': contentType,
    'x-amz-meta-kind': meta,
    'x-amz-version-id': shown(found, id),
    'x-amz-tagging-count': count === 0 ? undefined : String(count),
  };
}

const reading = fc.record({
  sender,
  bucket,
  key,
  version,
  head: fc.boolean(),
  ifMatch,
  ifNoneMatch: fc.option(fc.constantFrom(etagOf('one')), { nil: undefined, freq: 4 }),
  range: fc.option(fc.constantFrom('bytes=0-1', 'bytes=1-', 'bytes=-2', 'bytes=9-9'), {
    nil: undefined,
    freq: 4,
  }),
});

/** RFC 9110, 14.1.2, for the ranges above. */
function slice(range: string, size: number): readonly [number, number] | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(Number(last) + 1, size);
  return start < size ? [start, end] : undefined;
}

export const readObject = stepOf(
  'GetObject or HeadObject',
  reading,
  (world, data) => ({
    service: 's3',
    method: data.head ? 'HEAD' : 'GET',
    path: path(world, data.bucket, data.key),
    query: withVersion(versionId(world, data.bucket, data.key, data.version)),
    headers: {
      ...conditions({
        ifMatch: data.ifMatch,
        ifNoneMatch: data.ifNoneMatch === undefined ? undefined : quoted(data.ifNoneMatch),
      }),
      ...(data.range === undefined ? {} : { range: data.range }),
    },
    credentials: world.credentials(data.sender),
  }),
  (world, data, answer) => {
    const id = versionId(world, data.bucket, data.key, data.version);
    const action = id === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
    const found = world.enter(data.sender, data.bucket, [action], data.key);
    const { id: foundId, content } = world.revealing(data.sender, found, id, () =>
      found.find(data.key, id),
    );
    if (data.ifMatch !== undefined && data.ifMatch !== '*' && data.ifMatch !== content.etag) {
      throw new Refused(412, 'PreconditionFailed');
    }
    if (data.ifNoneMatch === content.etag) return { status: 304 };
    const headers = headersOf(found, foundId, content);
    const whole: Expected = {
      status: 200,
      headers: { ...headers, 'content-length': undefined, 'content-range': undefined },
      seen: answer.body,
      wanted: data.head ? '' : content.body,
    };
    if (data.range === undefined) {
      const length = data.head ? String(content.body.length) : answer.headers['content-length'];
      return { ...whole, headers: { ...headers, 'content-length': length } };
    }
    return expectRange(data.range, content.body, { ...whole, headers });
  },
);

function expectRange(range: string, all: string, whole: Expected): Expected {
  const asked = slice(range, all.length);
  if (asked === undefined) throw new Refused(416, 'InvalidRange');
  const [start, end] = asked;
  return {
    ...whole,
    status: 206,
    headers: { ...whole.headers, 'content-range': `bytes ${start}-${end - 1}/${all.length}` },
    wanted: whole.wanted === '' ? '' : all.slice(start, end),
  };
}

export const deleteObject = stepOf(
  'DeleteObject',
  fc.record({ sender, bucket, key, version, ifMatch }),
  (world, data) => ({
    service: 's3',
    method: 'DELETE',
    path: path(world, data.bucket, data.key),
    query: withVersion(versionId(world, data.bucket, data.key, data.version)),
    headers: data.version === undefined ? conditions({ ifMatch: data.ifMatch }) : {},
    credentials: world.credentials(data.sender),
  }),
  (world, data, answer) => {
    const id = versionId(world, data.bucket, data.key, data.version);
    const match = data.version === undefined ? data.ifMatch : undefined;
    const action = id === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
    const reads = match === undefined || match === '*' ? [] : ['s3:GetObject'];
    const found = world.enter(data.sender, data.bucket, [action, ...reads], data.key);
    if (id !== undefined) {
      const wasMarker = found.deleteVersion(data.key, id);
      const marker = wasMarker ? 'true' : undefined;
      const headers = { 'x-amz-delete-marker': marker, 'x-amz-version-id': shown(found, id) };
      return { status: 204, headers };
    }
    found.checkDelete(data.key, match);
    const marker = found.delete(data.key, answer.headers['x-amz-version-id']);
    return {
      status: 204,
      headers: {
        'x-amz-delete-marker': marker === undefined ? undefined : 'true',
        'x-amz-version-id': marker,
      },
    };
  },
);

export const copyObject = stepOf(
  'CopyObject',
  fc.record({
    sender,
    bucket,
    key,
    from: fc.record({ bucket, key, version }),
    replace: fc.option(kind, { nil: null, freq: 2 }),
    newTag: fc.option(fc.constant('green'), { nil: undefined, freq: 4 }),
  }),
  (world, data) => {
    const { from } = data;
    const id = versionId(world, from.bucket, from.key, from.version);
    const source = encodeURI(`${world.bucketName(from.bucket)}/${from.key}`).replace(/&/g, '%26');
    return {
      service: 's3',
      method: 'PUT',
      path: path(world, data.bucket, data.key),
      headers: {
        'x-amz-copy-source': id === undefined ? source : `${source}?versionId=${id}`,
        ...(data.replace === null
          ? {}
          : { 'x-amz-metadata-directive': 'REPLACE', 'content-type': 'text/html' }),
        ...(typeof data.replace === 'string' ? { 'x-amz-meta-kind': data.replace } : {}),
        ...(data.newTag === undefined
          ? {}
          : { 'x-amz-tagging-directive': 'REPLACE', 'x-amz-tagging': `color=${data.newTag}` }),
      },
      credentials: world.credentials(data.sender),
    };
  },
  (world, data, answer) => {
    const { from } = data;
    const id = versionId(world, from.bucket, from.key, from.version);
    world.authenticate(data.sender, 's3');
    const target = world.bucket(data.bucket);
    const source = world.bucket(from.bucket);
    demandCopy(world, data, id, [source, target]);
    const { content } = world.revealing(data.sender, source, id, () =>
      findSource(source, from.key, id),
    );
    const isOntoItself = source === target && from.key === data.key && id === undefined;
    if (isOntoItself && data.replace === null) throw new Refused(400, 'InvalidRequest');
    const copy: Content = {
      ...content,
      etag: etagOf(content.body),
      ...(data.replace === null ? {} : { contentType: 'text/html', kind: data.replace }),
      ...(data.newTag === undefined ? {} : { tags: { color: data.newTag } }),
    };
    const newId = target.put(data.key, copy, answer.headers['x-amz-version-id']);
    return { status: 200, headers: { 'x-amz-version-id': shown(target, newId) } };
  },
);

function demandCopy(
  world: World,
  data: {
    readonly sender: number | undefined;
    readonly key: string;
    readonly from: { readonly key: string };
    readonly newTag: string | undefined;
  },
  id: string | undefined,
  [source, target]: readonly [Bucket, Bucket],
): void {
  const resource = arnOf(source.name, data.from.key);
  const form = id === undefined ? '' : 'Version';
  world.demand(data.sender, `s3:GetObject${form}`, resource);
  const wanted = source.keys.get(data.from.key)?.find((one) => id === undefined || one.id === id);
  const isTagged = wanted?.marker === false && Object.keys(wanted.content.tags).length > 0;
  if (isTagged && data.newTag === undefined) {
    world.demand(data.sender, `s3:GetObject${form}Tagging`, resource);
  }
  world.demand(data.sender, 's3:PutObject', arnOf(target.name, data.key));
  if (isTagged || data.newTag !== undefined) {
    world.demand(data.sender, 's3:PutObjectTagging', arnOf(target.name, data.key));
  }
}

/** "The source of a copy request may not specifically refer to a delete marker by version id." */
function findSource(source: Bucket, name: string, id: string | undefined) {
  try {
    return source.find(name, id);
  } catch (error) {
    const isMarker = error instanceof Refused && error.code === 'MethodNotAllowed';
    throw isMarker ? new Refused(400, 'InvalidRequest') : error;
  }
}
