import type { Page, PageRequest } from '../query.ts';
import { send } from '../request.ts';
import { ServiceError } from '../service-error.ts';
import { parseXml, type XmlNode } from '../xml.ts';
import { bucketAddress, type ObjectPlace, objectAddress } from './address.ts';
import { readDocument } from './configuration.ts';

/** What stands in a folder: an object, or a prefix that others share. */
export interface Entry {
  readonly kind: 'object' | 'prefix';
  /** The whole key, or the whole prefix with its delimiter. */
  readonly key: string;
  readonly size: number;
  readonly modified: Date | undefined;
  readonly storageClass: string;
}

/** Keys come escaped, since XML cannot hold each of them. */
export function readKey(node: XmlNode, name = 'Key'): string {
  return decodeURIComponent(node.text(name));
}

function readObject(node: XmlNode): Entry {
  return {
    kind: 'object',
    key: readKey(node),
    size: node.number('Size'),
    modified: node.date('LastModified'),
    storageClass: node.optional('StorageClass') ?? 'STANDARD',
  };
}

function readPrefix(node: XmlNode): Entry {
  const key = readKey(node, 'Prefix');
  return { kind: 'prefix', key, size: 0, modified: undefined, storageClass: '' };
}

/** One page of what begins with a prefix, prefixes first as file managers have it. */
export async function listFolder(
  bucket: string,
  prefix: string,
  { marker, size }: PageRequest,
): Promise<Page<Entry>> {
  const root = await readDocument(
    bucketAddress(bucket, {
      'list-type': 2,
      'encoding-type': 'url',
      delimiter: '/',
      prefix: prefix === '' ? undefined : prefix,
      'max-keys': size,
      'continuation-token': marker,
    }),
  );
  const objects = root.children('Contents').map(readObject);
  const next = root.flag('IsTruncated') ? root.optional('NextContinuationToken') : undefined;
  return { items: [...root.children('CommonPrefixes').map(readPrefix), ...objects], next };
}

/** What HeadObject tells of an object. */
export interface ObjectHead {
  readonly size: number;
  readonly modified: Date | undefined;
  readonly header: (name: string) => string | undefined;
  /** What the owner wrote to it, without `x-amz-meta-`. */
  readonly metadata: readonly (readonly [name: string, value: string])[];
}

const metadataPrefix = 'x-amz-meta-';

/** @throws ServiceError NoSuchKey, AccessDenied, MethodNotAllowed for a delete marker */
export async function headObject(
  bucket: string,
  key: string,
  versionId?: string,
): Promise<ObjectHead> {
  const address = objectAddress(bucket, key, { versionId });
  const headers = { 'x-amz-checksum-mode': 'ENABLED' };
  const response = await send(address, { method: 'HEAD', headers }).catch(async (error) => {
    // A HEAD has no body to say what is wrong; the same question as a GET has.
    const range = { range: 'bytes=0-0' };
    if (error instanceof ServiceError && error.status >= 400)
      await send(address, { headers: range });
    throw error;
  });
  const header = (name: string) => response.headers.get(name) ?? undefined;
  const modified = header('last-modified');
  return {
    size: Number(header('content-length') ?? 0),
    modified: modified === undefined ? undefined : new Date(modified),
    header,
    metadata: [...response.headers]
      .filter(([name]) => name.startsWith(metadataPrefix))
      .map(([name, value]) => [name.slice(metadataPrefix.length), value]),
  };
}

/** Makes an empty object whose key ends in `/`, which lists as a folder. */
export async function createFolder(bucket: string, key: string): Promise<void> {
  await send(objectAddress(bucket, key), { method: 'PUT', body: '' });
}

export async function deleteObject(bucket: string, key: string, versionId?: string): Promise<void> {
  await send(objectAddress(bucket, key, { versionId }), { method: 'DELETE' });
}

/** Makes an old version the current one again, by a copy of it on top. */
export async function restoreVersion(
  bucket: string,
  key: string,
  versionId: string,
): Promise<void> {
  await copyOntoItself({ bucket, key, versionId }, {});
}

/** Copies an object, or an old version of it, on top of itself. */
export async function copyOntoItself(
  { bucket, key, versionId }: ObjectPlace,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const version = versionId === undefined ? '' : `?versionId=${encodeURIComponent(versionId)}`;
  const source = `${bucket}/${encodeURIComponent(key)}${version}`;
  const response = await send(objectAddress(bucket, key), {
    method: 'PUT',
    headers: { ...headers, 'x-amz-copy-source': source },
  });
  // A copy that takes long answers 200 first, and then may tell of an error in the body.
  const root = parseXml(await response.text());
  if (root?.name !== 'Error') return;
  throw new ServiceError(root.text('Code'), root.text('Message'), response.status);
}
