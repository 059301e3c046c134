import {
  type GetObjectCommandOutput,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import { isMissing } from '../client/failure.ts';
import { inParallel } from '../client/in-parallel.ts';
import { markField } from './mark.ts';
import type { Inspection, RemoteObject } from './site-object.ts';

/** The bucket that a site is kept in, and how many requests go to it at once. */
export interface Place {
  readonly client: S3Client;
  readonly bucket: string;
  readonly prefix: string;
  readonly concurrency: number;
}

/** Under the prefix: what sync keeps for itself, which is never part of the site. */
export const ownFolder = '.strongroom/';

/** Every object of the site's place, by one listing, and those that sync keeps for itself. */
export async function listRemote(
  place: Place,
): Promise<{ objects: RemoteObject[]; own: RemoteObject[] }> {
  const objects: RemoteObject[] = [];
  const own: RemoteObject[] = [];
  for await (const object of listObjects(place, place.prefix)) {
    (object.key.startsWith(place.prefix + ownFolder) ? own : objects).push(object);
  }
  return { objects, own };
}

async function* listObjects(
  { client, bucket: Bucket }: Place,
  Prefix: string,
): AsyncGenerator<RemoteObject> {
  let ContinuationToken: string | undefined;
  do {
    // Keys can hold characters that XML cannot.
    const page = await client.send(
      new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken, EncodingType: 'url' }),
    );
    for (const { Key, ETag, Size, LastModified } of page.Contents ?? []) {
      if (Key === undefined) continue;
      yield {
        key: page.EncodingType === 'url' ? decodeURIComponent(Key.replaceAll('+', ' ')) : Key,
        etag: (ETag ?? '').replaceAll('"', ''),
        sizeBytes: Size ?? 0,
        lastModifiedMs: LastModified?.getTime() ?? 0,
      };
    }
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
}

/** Asks HEAD about some objects. One that went away in the meantime is left out. */
export async function inspect(
  { client, bucket: Bucket, concurrency }: Place,
  keys: readonly string[],
  onInspected: () => void,
): Promise<Map<string, Inspection>> {
  const inspected = new Map<string, Inspection>();
  await inParallel(keys, concurrency, async (Key) => {
    try {
      inspected.set(Key, inspectionOf(await client.send(new HeadObjectCommand({ Bucket, Key }))));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    onInspected();
  });
  return inspected;
}

/** The headers and the mark in an answer. */
export function inspectionOf(answer: HeadObjectCommandOutput | GetObjectCommandOutput): Inspection {
  return {
    headers: {
      contentType: answer.ContentType,
      contentEncoding: answer.ContentEncoding,
      cacheControl: answer.CacheControl,
      expires: answer.ExpiresString,
      redirect: answer.WebsiteRedirectLocation,
      storageClass: answer.StorageClass ?? 'STANDARD',
      encryption: answer.ServerSideEncryption,
      kmsKeyId: answer.SSEKMSKeyId,
    },
    mark: answer.Metadata?.[markField],
  };
}
