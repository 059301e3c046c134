import { send } from '../request.ts';
import { bucketAddress } from './address.ts';
import { readDocument, sendDocument } from './configuration.ts';
import { element } from './markup.ts';

export interface Bucket {
  readonly name: string;
  readonly created: Date | undefined;
  readonly region: string;
}

const pageSize = 1_000;

/** Every bucket of the account: as many as it may have fit a table that sorts and filters. */
export async function listBuckets(): Promise<Bucket[]> {
  const buckets: Bucket[] = [];
  let token: string | undefined;
  do {
    const query = new URLSearchParams({ 'max-buckets': String(pageSize) });
    if (token !== undefined) query.set('continuation-token', token);
    const root = await readDocument(`/api/s3/?${query}`);
    const read = root.list(
      'Buckets',
      (node) => ({
        name: node.text('Name'),
        created: node.date('CreationDate'),
        region: node.text('BucketRegion'),
      }),
      'Bucket',
    );
    buckets.push(...read);
    token = root.optional('ContinuationToken');
  } while (token !== undefined);
  return buckets;
}

export type ObjectOwnership = 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';

export interface NewBucket {
  readonly name: string;
  readonly region: string;
  readonly ownership: ObjectOwnership;
  readonly objectLock: boolean;
}

/** Buckets of this region are made without a constraint. */
const usEast1 = 'us-east-1';

export async function createBucket({ name, region, ...wanted }: NewBucket): Promise<void> {
  const constraint = region === usEast1 ? undefined : region;
  const document = element('CreateBucketConfiguration', [
    element('LocationConstraint', constraint),
  ]);
  await sendDocument('PUT', bucketAddress(name), document, {
    'x-amz-object-ownership': wanted.ownership,
    ...(wanted.objectLock ? { 'x-amz-bucket-object-lock-enabled': 'true' } : {}),
  });
}

/** @throws ServiceError BucketNotEmpty */
export async function deleteBucket(name: string): Promise<void> {
  await send(bucketAddress(name), { method: 'DELETE' });
}

/** The region that a bucket was made in. @throws ServiceError NoSuchBucket */
export async function regionOfBucket(name: string): Promise<string> {
  const root = await readDocument(bucketAddress(name, { location: '' }));
  return root.content.trim() || usEast1;
}
