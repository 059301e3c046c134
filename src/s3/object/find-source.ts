import { ServiceError } from '../../operation/errors.ts';
import type { Requirement } from '../../operation/requirement.ts';
import type { Bucket } from '../../store/buckets.ts';
import type { ObjectVersion } from '../../store/objects.ts';
import { bucketArn, objectArn } from '../arn.ts';
import { checkCopyConditions } from '../conditional.ts';
import { type CopySource, parseCopySource } from '../copy-source.ts';
import { type BucketContext, checkExpectedOwner, noSuchBucket, type S3Context } from '../define.ts';
import { expectPayer } from '../requester-pays.ts';
import type { CopySourceInput } from './copy-fields.ts';
import { findVersion } from './find-version.ts';

export interface FoundSource {
  readonly source: CopySource;
  readonly bucket: Bucket;
  readonly version: ObjectVersion;
}

/**
 * What reading the source of a copy needs.
 * @param action `GetObject` or `GetObjectTagging`
 */
export function sourceRequirement(
  source: CopySource,
  action: 'Object' | 'ObjectTagging',
): Requirement {
  const resource = objectArn(source.bucket, source.key);
  if (source.versionId === undefined) return { action: `s3:Get${action}`, resource };
  return {
    action: action === 'Object' ? 's3:GetObjectVersion' : 's3:GetObjectVersionTagging',
    resource,
    context: new Map([['s3:versionid', source.versionId]]),
  };
}

/** The right to learn that the source of a copy does not exist. */
export function revealSource({ CopySource }: Pick<CopySourceInput, 'CopySource'>): Requirement {
  const { bucket, versionId } = parseCopySource(CopySource);
  const action = versionId === undefined ? 's3:ListBucket' : 's3:ListBucketVersions';
  return { action, resource: bucketArn(bucket) };
}

/** The tags that a copy would take over; undefined where the source has none, or is not there. */
export async function sourceHasTags(source: CopySource, { stores }: S3Context): Promise<boolean> {
  const bucket = await stores.buckets.get(source.bucket);
  if (bucket === undefined) return false;
  const version =
    source.versionId === undefined
      ? await stores.objects.current(bucket.id, source.key)
      : await stores.objects.version(bucket.id, source.key, source.versionId);
  return version?.isDeleteMarker === false && (version.tags?.length ?? 0) > 0;
}

/**
 * Finds the source of a copy, and holds it to the conditions.
 * @throws ServiceError NoSuchBucket, NoSuchKey, NoSuchVersion, PreconditionFailed, AccessDenied,
 *   InvalidRequest for a delete marker
 */
export async function findSource(
  context: BucketContext,
  input: CopySourceInput,
): Promise<FoundSource> {
  const source = parseCopySource(input.CopySource);
  const bucket = await context.stores.buckets.get(source.bucket);
  if (bucket === undefined) throw noSuchBucket(source.bucket);
  checkExpectedOwner(bucket, input.ExpectedSourceBucketOwner);
  await expectPayer(context, bucket);
  const version = await findVersion({ ...context, bucket }, source.key, source.versionId).catch(
    refuseMarker,
  );
  checkCopyConditions(
    {
      ifMatch: input.CopySourceIfMatch,
      ifNoneMatch: input.CopySourceIfNoneMatch,
      ifModifiedSince: input.CopySourceIfModifiedSince,
      ifUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
    },
    version,
  );
  return { source, bucket, version };
}

function refuseMarker(error: unknown): never {
  if (!(error instanceof ServiceError)) throw error;
  if (error.code === 'MethodNotAllowed') {
    throw new ServiceError('InvalidRequest', {
      message:
        'The source of a copy request may not specifically refer to a delete marker by version id.',
    });
  }
  // Headers about a marker of the source say nothing about the destination.
  throw new ServiceError(error.code, { message: error.message, fields: error.fields });
}
