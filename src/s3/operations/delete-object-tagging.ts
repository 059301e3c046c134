import { bucketLabel, keyLabel } from '../../operation/field.ts';
import { defineOperation } from '../define.ts';
import { announcementsFor } from '../notifications/announce.ts';
import { findVersion, shownVersionId } from '../object/find-version.ts';
import { versionIdQuery } from '../object/read-fields.ts';
import { revealRequirement } from '../object/read-object.ts';
import { updateVersion } from '../object/update-version.ts';
import { onVersion } from '../object/version-requirement.ts';

export const deleteObjectTagging = defineOperation({
  name: 'DeleteObjectTagging',
  summary: 'Take all tags of an object, or of one version of it, away.',
  http: { method: 'DELETE', path: '/{Bucket}/{Key+}', query: ['tagging'] },
  input: { Bucket: bucketLabel, Key: keyLabel, VersionId: versionIdQuery },
  output: { status: 204, headers: ['x-amz-version-id'] },
  errors: ['NoSuchKey', 'NoSuchVersion', 'MethodNotAllowed'],
  events: ['ObjectTagging:Delete'],
  authorize: onVersion('s3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging'),
  revealMissing: revealRequirement,
  async handle(context) {
    const version = await findVersion(context, context.input.Key, context.input.VersionId);
    const announcements = await announcementsFor(context, 'ObjectTagging:Delete', version);
    await updateVersion(context, version, { tags: undefined, announcements });
    return { headers: { 'x-amz-version-id': shownVersionId(context, version.versionId) } };
  },
});
