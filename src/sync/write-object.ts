import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  CopyObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { isDenied } from '../client/failure.ts';
import { maxCopyBytes, partBytesOf, singlePutBytes } from './etags.ts';
import { markField, printMark } from './mark.ts';
import type { Stamp } from './plan.ts';
import type { Place } from './remote.ts';
import type { SiteObject } from './site-object.ts';

/** Parts of one large file that are on their way at once. */
const partWidth = 4;

/**
 * Sends an object: in one request, or in parts where it is large.
 * @param stamp on the anchor only
 */
export async function uploadObject(
  place: Place,
  object: SiteObject,
  stamp: Stamp | undefined,
): Promise<void> {
  const { source, sizeBytes, key: Key } = object;
  if (source.kind === 'object') return copyObject(place, object, source.key, stamp);
  const headers = { ...headersInput(object, stamp), Bucket: place.bucket, Key };
  if (source.kind === 'empty') {
    await place.client.send(new PutObjectCommand({ ...headers, Body: new Uint8Array() }));
  } else if (sizeBytes <= singlePutBytes) {
    const Body = await readFile(source.path);
    if (Body.length !== sizeBytes) throw changed(source.path);
    await place.client.send(new PutObjectCommand({ ...headers, Body }));
  } else {
    const upload = new Upload({
      client: place.client,
      params: { ...headers, Body: createReadStream(source.path) },
      partSize: partBytesOf(sizeBytes),
      queueSize: partWidth,
    });
    await upload.done();
  }
}

function changed(path: string): Error {
  return new Error(`${path} changed while it was being sent; run sync again`);
}

/**
 * Gives an object other headers by a copy in place, which needs s3:GetObject too; without that
 * right, and for what is too large to copy, the bytes are sent again.
 */
export async function updateObject(
  place: Place,
  object: SiteObject,
  stamp: Stamp | undefined,
): Promise<void> {
  if (object.sizeBytes > maxCopyBytes) return uploadObject(place, object, stamp);
  try {
    await copyObject(place, object, object.key, stamp);
  } catch (error) {
    if (!isDenied(error) || object.source.kind === 'object') throw error;
    await uploadObject(place, object, stamp);
  }
}

/** What other tools said about an object, and the rules leave alone, survives a copy in place. */
async function copyObject(
  { client, bucket: Bucket }: Place,
  object: SiteObject,
  from: string,
  stamp: Stamp | undefined,
): Promise<void> {
  const isInPlace = from === object.key;
  const found = isInPlace
    ? await client.send(new HeadObjectCommand({ Bucket, Key: from }))
    : undefined;
  const wanted = headersInput(object, stamp);
  await client.send(
    new CopyObjectCommand({
      ...(found === undefined ? {} : keptHeaders(found)),
      ...wanted,
      Metadata: { ...found?.Metadata, ...wanted.Metadata },
      ...{ Bucket, Key: object.key, MetadataDirective: 'REPLACE' },
      CopySource: [Bucket, ...from.split('/')].map(encodeURIComponent).join('/'),
      CopySourceIfMatch: found?.ETag,
    }),
  );
}

function keptHeaders(found: HeadObjectCommandOutput) {
  const { ContentDisposition, ContentLanguage, StorageClass } = found;
  return { ContentDisposition, ContentLanguage, StorageClass };
}

type HeadersInput = Omit<PutObjectCommandInput, 'Bucket' | 'Key' | 'Body'>;

/** The SDK's names for the headers of an object; what is not wanted is left out. */
function headersInput({ headers, md5 }: SiteObject, stamp: Stamp | undefined): HeadersInput {
  const input: Record<string, unknown> = {
    ContentType: headers.contentType,
    ContentEncoding: headers.contentEncoding,
    CacheControl: headers.cacheControl,
    Expires: headers.expires === undefined ? undefined : new Date(headers.expires),
    WebsiteRedirectLocation: headers.redirect,
    ACL: headers.acl,
    StorageClass: headers.storageClass,
    ServerSideEncryption: headers.encryption,
    SSEKMSKeyId: headers.kmsKeyId,
  };
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  const at = stamp && String(Math.round(Date.now() / 1000));
  const mark = printMark({ md5, acl: headers.acl, ...stamp, at });
  return { ...Object.fromEntries(given), Metadata: { [markField]: mark } };
}
