import fc from 'fast-check';
import { listed } from '../reference/listing.ts';
import { etagOf } from '../reference/objects.ts';
import { joined, openUpload, type Upload } from '../reference/uploads.ts';
import { elements, stepOf, text } from '../step.ts';
import type { World } from '../world.ts';
import { bucket, key, path, quoted, sender, shown } from './choices.ts';

const smallBody = fc.constantFrom('p', 'part', 'another part');
const largeBody = 'x'.repeat(5 * 1024 * 1024);
/** Five mebibytes are what a part needs that is not the last; they cost time, so few have them. */
const partBody = fc.oneof(
  { arbitrary: smallBody, weight: 60 },
  { arbitrary: fc.constant('large' as const), weight: 1 },
);

const which = fc.nat({ max: 3 });

function uploadOf(world: World, short: string, index: number): Upload | undefined {
  const uploads = world.buckets.get(short)?.uploads ?? [];
  return uploads.length === 0 ? undefined : uploads[index % uploads.length];
}

function pathOf(world: World, short: string, upload: Upload | undefined): string {
  return path(world, short, upload?.key ?? 'none');
}

export const createUpload = stepOf(
  'CreateMultipartUpload',
  fc.record({ sender, bucket, key }),
  (world, data) => ({
    service: 's3',
    method: 'POST',
    path: path(world, data.bucket, data.key),
    query: { uploads: '' },
    headers: { 'content-type': 'text/plain' },
    credentials: world.credentials(data.sender),
  }),
  (world, data, { body }) => {
    const found = world.enter(data.sender, data.bucket, ['s3:PutObject'], data.key);
    const id = text(body, 'UploadId')[0] ?? '';
    found.uploads.push({
      id,
      key: data.key,
      parts: new Map(),
      state: 'open',
      completedEtag: undefined,
    });
    return { status: 200, seen: text(body, 'Key'), wanted: [data.key] };
  },
);

export const uploadPart = stepOf(
  'UploadPart',
  fc.record({ sender, bucket, which, number: fc.constantFrom(1, 2, 3), body: partBody }),
  (world, data) => {
    const upload = uploadOf(world, data.bucket, data.which);
    return {
      service: 's3',
      method: 'PUT',
      path: pathOf(world, data.bucket, upload),
      query: { partNumber: String(data.number), uploadId: upload?.id ?? 'none' },
      body: data.body === 'large' ? largeBody : data.body,
      credentials: world.credentials(data.sender),
    };
  },
  (world, data) => {
    const upload = uploadOf(world, data.bucket, data.which);
    world.enter(data.sender, data.bucket, ['s3:PutObject'], upload?.key ?? 'none');
    const body = data.body === 'large' ? largeBody : data.body;
    const part = { body, etag: etagOf(body) };
    openUpload(upload).parts.set(data.number, part);
    return { status: 200, headers: { etag: quoted(part.etag) } };
  },
);

const chosen = fc.uniqueArray(
  fc.record({ number: fc.constantFrom(1, 2, 3), wrong: fc.boolean() }),
  { minLength: 1, maxLength: 3, selector: (one) => one.number },
);

/** The parts that are listed: those that are there, or a list that may be wrong in any way. */
function listOf(
  upload: Upload | undefined,
  choice: readonly { readonly number: number; readonly wrong: boolean }[] | undefined,
) {
  const parts = upload?.parts ?? new Map<number, { readonly etag: string }>();
  if (choice === undefined && parts.size > 0) {
    return [...parts].sort(([a], [b]) => a - b).map(([number, { etag }]) => ({ number, etag }));
  }
  return (choice ?? [{ number: 1, wrong: true }]).map(({ number, wrong }) => ({
    number,
    etag: (wrong ? undefined : parts.get(number)?.etag) ?? etagOf('nothing'),
  }));
}

export const completeUpload = stepOf(
  'CompleteMultipartUpload',
  fc.record({ sender, bucket, which, choice: fc.option(chosen, { nil: undefined, freq: 1 }) }),
  (world, data) => {
    const upload = uploadOf(world, data.bucket, data.which);
    const parts = listOf(upload, data.choice).map(
      ({ number, etag }) => `<Part><PartNumber>${number}</PartNumber><ETag>"${etag}"</ETag></Part>`,
    );
    return {
      service: 's3',
      method: 'POST',
      path: pathOf(world, data.bucket, upload),
      query: { uploadId: upload?.id ?? 'none' },
      body: `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`,
      credentials: world.credentials(data.sender),
    };
  },
  (world, data, answer) => {
    const upload = uploadOf(world, data.bucket, data.which);
    const name = upload?.key ?? 'none';
    const found = world.enter(data.sender, data.bucket, ['s3:PutObject'], name);
    // Who asks again, because the answer was lost, is told the same.
    if (upload?.completedEtag !== undefined) {
      return { status: 200, seen: text(answer.body, 'ETag'), wanted: [upload.completedEtag] };
    }
    const open = openUpload(upload);
    const content = {
      ...joined(open, listOf(upload, data.choice)),
      contentType: 'text/plain',
      kind: undefined,
      tags: {},
    };
    const id = found.put(name, content, answer.headers['x-amz-version-id']);
    open.state = 'completed';
    open.completedEtag = quoted(content.etag);
    return {
      status: 200,
      headers: { 'x-amz-version-id': shown(found, id) },
      seen: text(answer.body, 'ETag'),
      wanted: [quoted(content.etag)],
    };
  },
);

export const abortUpload = stepOf(
  'AbortMultipartUpload',
  fc.record({ bucket, which }),
  (world, data) => {
    const upload = uploadOf(world, data.bucket, data.which);
    return {
      service: 's3',
      method: 'DELETE',
      path: pathOf(world, data.bucket, upload),
      query: { uploadId: upload?.id ?? 'none' },
      credentials: world.account.root,
    };
  },
  (world, data) => {
    const upload = uploadOf(world, data.bucket, data.which);
    const name = upload?.key ?? 'none';
    world.enter(undefined, data.bucket, ['s3:AbortMultipartUpload'], name);
    openUpload(upload).state = 'aborted';
    return { status: 204 };
  },
);

export const listParts = stepOf(
  'ListParts',
  fc.record({ bucket, which }),
  (world, data) => {
    const upload = uploadOf(world, data.bucket, data.which);
    return {
      service: 's3',
      method: 'GET',
      path: pathOf(world, data.bucket, upload),
      query: { uploadId: upload?.id ?? 'none' },
      credentials: world.account.root,
    };
  },
  (world, data, { body }) => {
    const upload = uploadOf(world, data.bucket, data.which);
    const name = upload?.key ?? 'none';
    world.enter(undefined, data.bucket, ['s3:ListMultipartUploadParts'], name);
    const parts = [...openUpload(upload).parts].sort(([a], [b]) => a - b);
    return {
      status: 200,
      seen: elements(body, 'Part').map((one) => [text(one, 'PartNumber')[0], text(one, 'ETag')[0]]),
      wanted: parts.map(([number, { etag }]) => [String(number), quoted(etag)]),
    };
  },
);

export const listUploads = stepOf(
  'ListMultipartUploads',
  fc.record({
    sender,
    bucket,
    prefix: fc.constantFrom('', 'a', 'a/'),
    delimiter: fc.constantFrom('', '/'),
    after: fc.oneof(fc.constant(''), key),
    limit: fc.constantFrom(1, 2, 1000),
  }),
  (world, data) => ({
    service: 's3',
    method: 'GET',
    path: path(world, data.bucket),
    query: {
      uploads: '',
      prefix: data.prefix,
      delimiter: data.delimiter,
      'key-marker': data.after,
      'max-uploads': String(data.limit),
    },
    credentials: world.credentials(data.sender),
  }),
  (world, data, { body }) => {
    const found = world.enter(data.sender, data.bucket, ['s3:ListBucketMultipartUploads']);
    const open = new Map<string, readonly string[]>();
    for (const { id, key: name, state } of found.uploads) {
      if (state === 'open') open.set(name, [...(open.get(name) ?? []), `${name} ${id}`]);
    }
    const page = listed(open, data);
    const uploads = elements(body, 'Upload').map(
      (one) => `${text(one, 'Key')[0]} ${text(one, 'UploadId')[0]}`,
    );
    const prefixes = elements(body, 'CommonPrefixes').map((one) => text(one, 'Prefix')[0]);
    return {
      status: 200,
      seen: [uploads, prefixes, text(body, 'IsTruncated')],
      wanted: [page.items, page.prefixes, [String(page.truncated)]],
    };
  },
);
