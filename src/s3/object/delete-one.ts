import { ServiceError } from '../../operation/errors.ts';
import type { Requirement } from '../../operation/requirement.ts';
import type { ConditionFailure, WriteCondition } from '../../store/objects.ts';
import { callerAsOwner } from '../acl/ownership.ts';
import { objectArn } from '../arn.ts';
import { bareEtag, preconditionFailed } from '../conditional.ts';
import type { EventContext } from '../define.ts';
import { announcementsFor } from '../notifications/announce.ts';
import { checkVersionId, shownVersionId } from './find-version.ts';
import { writeFailure } from './write-failure.ts';

/** One object, or one version of it, that is to go. */
export interface Deletion {
  readonly key: string;
  readonly versionId: string | undefined;
  readonly condition: WriteCondition | undefined;
  /** The caller may pass over a governance lock, and says so. */
  readonly bypassGovernance: boolean;
}

export interface Deleted {
  /** Of the version that went or of the marker that came. */
  readonly versionId: string | undefined;
  /** A delete marker was made or was removed. */
  readonly deleteMarker: boolean;
}

/** What deleting needs. */
export function deleteRequirements(
  bucket: string,
  key: string,
  versionId: string | undefined,
  bypassGovernance: boolean,
  ifMatch?: string,
): readonly Requirement[] {
  const resource = objectArn(bucket, key);
  const action = versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
  const context = versionId === undefined ? undefined : new Map([['s3:versionid', versionId]]);
  const needs: Requirement[] = [
    context === undefined ? { action, resource } : { action, resource, context },
  ];
  if (bypassGovernance) needs.push({ action: 's3:BypassGovernanceRetention', resource });
  if (ifMatch !== undefined && bareEtag(ifMatch) !== '*') {
    needs.push({
      action: versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion',
      resource,
    });
  }
  return needs;
}

/** A delete marker has the ETag of no bytes in what is told of it. */
const emptyEtag = 'd41d8cd98f00b204e9800998ecf8427e';

/**
 * Deletes as the bucket's versioning has it: removes, or covers with a delete marker. A key that is
 * not there is no error.
 * @throws ServiceError PreconditionFailed, AccessDenied for a locked version, InvalidArgument
 */
export async function deleteOne(context: EventContext, deletion: Deletion): Promise<Deleted> {
  const { bucket, stores } = context;
  const { key, versionId, condition } = deletion;
  if (versionId !== undefined) return deleteVersion(context, deletion, versionId);
  const mode = { Unversioned: 'remove', Enabled: 'marker', Suspended: 'null-marker' } as const;
  const announcements = await (bucket.versioning === 'Unversioned'
    ? announcementsFor(context, 'ObjectRemoved:Delete', { key })
    : announcementsFor(context, 'ObjectRemoved:DeleteMarkerCreated', { key, etag: emptyEtag }));
  const result = await stores.objects.delete({
    bucketId: bucket.id,
    key,
    mode: mode[bucket.versioning],
    condition,
    announcements,
    ...callerAsOwner(context),
  });
  if (result.kind === 'removed') return { versionId: undefined, deleteMarker: false };
  if (result.kind === 'marked') return { versionId: result.versionId, deleteMarker: true };
  // Under a delete marker there are versions still, of which another marker would say nothing new.
  if (mode[bucket.versioning] === 'remove' && isGone(result, condition)) {
    return { versionId: undefined, deleteMarker: false };
  }
  throw failureOf(result, bucket.name, key);
}

async function deleteVersion(
  context: EventContext,
  { key, condition, bypassGovernance }: Deletion,
  versionId: string,
): Promise<Deleted> {
  const { bucket, stores } = context;
  checkVersionId(versionId);
  const result = await stores.objects.deleteVersion({
    bucketId: bucket.id,
    key,
    versionId,
    condition,
    bypassGovernance,
    announcements: await announcementsFor(context, 'ObjectRemoved:Delete', { key }),
  });
  switch (result.kind) {
    case 'deleted':
      return {
        versionId: shownVersionId(context, versionId),
        deleteMarker: result.wasDeleteMarker,
      };
    case 'missing':
      return { versionId: shownVersionId(context, versionId), deleteMarker: false };
    case 'locked':
      throw new ServiceError('AccessDenied', {
        message: 'Access Denied because object protected by object lock.',
      });
    default:
      if (isGone(result, condition)) return { versionId, deleteMarker: false };
      throw failureOf(result, bucket.name, key);
  }
}

/** By size and date alone, what is not there is deleted already ("DeleteObject"). */
function isGone({ kind }: ConditionFailure, condition: WriteCondition | undefined): boolean {
  return kind === 'no-such-key' && condition?.ifMatch === undefined;
}

function failureOf(
  failure: Parameters<typeof writeFailure>[0],
  bucketName: string,
  key: string,
): ServiceError {
  // What is not there has no ETag, so that a condition on one does not hold.
  if (failure.kind === 'no-such-key') return preconditionFailed('If-Match');
  return writeFailure(failure, bucketName, key);
}
