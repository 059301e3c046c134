import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { codeOf, isDenied } from '../client/failure.ts';
import { maxCopyBytes, partBytesOf, singlePutBytes } from './etags.ts';
import { markField, printMark } from './mark.ts';
import type { Stamp } from './plan.ts';
import type { Place } from './remote.ts';
import type { SiteObject } from './site-object.ts';

/** Parts of one large file that are on their way at once. */
const partWidth = 4;
const readBytes = 1_048_576;

/**
 * Sends an object: in one request, or in parts where it is large.
 * @param stamp on the anchor only
 */
export async function uploadObject(
  place: Place,
  object: SiteObject,
  stamp: Stamp | undefined,
): Promise<void> {
  const { source, sizeBytes, md5, key: Key } = object;
  if (source.kind === 'object') return copyObject(place, object, source.key, stamp);
  const headers = { ...headersInput(object, stamp), Bucket: place.bucket, Key };
  if (source.kind === 'empty') {
    await place.client.send(new PutObjectCommand({ ...headers, Body: new Uint8Array() }));
  } else if (sizeBytes <= singlePutBytes) {
    await putFile(place, { ...headers, ContentMD5: base64(md5) }, source.path);
  } else {
    const upload = new Upload({
      client: place.client,
      params: { ...headers, Body: Readable.from(unchangedBytes(source.path, md5)) },
      partSize: partBytesOf(sizeBytes),
      queueSize: partWidth,
    });
    await upload.done();
  }
}

/** The service takes only the bytes that were hashed: what changed since then is refused. */
async function putFile({ client }: Place, input: PutObjectCommandInput, path: string) {
  // At once, as when it was hashed: a turn of the loop costs more than the file.
  const Body = readFileSync(path);
  try {
    await client.send(new PutObjectCommand({ ...input, Body }));
  } catch (error) {
    throw codeOf(error) === 'BadDigest' ? changed(path) : error;
  }
}

/** The bytes of a file. @throws at their end where they are not those that were hashed */
async function* unchangedBytes(path: string, md5: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('md5');
  for await (const chunk of createReadStream(path, { highWaterMark: readBytes })) {
    const bytes: Uint8Array = chunk;
    hash.update(bytes);
    yield bytes;
  }
  if (hash.digest('hex') !== md5) throw changed(path);
}

function base64(hexadecimal: string): string {
  return Buffer.from(hexadecimal, 'hex').toString('base64');
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
