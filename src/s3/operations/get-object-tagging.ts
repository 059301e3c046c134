import { bucketLabel, keyLabel } from '../../operation/field.ts';
import { defineOperation } from '../define.ts';
import { findVersion, shownVersionId } from '../object/find-version.ts';
import { versionIdQuery } from '../object/read-fields.ts';
import { revealRequirement } from '../object/read-object.ts';
import { onVersion } from '../object/version-requirement.ts';
import { taggingShape, tagMembers } from '../tags.ts';

export const getObjectTagging = defineOperation({
  name: 'GetObjectTagging',
  summary: 'Return the tags of an object, or of one version of it.',
  http: { method: 'GET', path: '/{Bucket}/{Key+}', query: ['tagging'] },
  input: { Bucket: bucketLabel, Key: keyLabel, VersionId: versionIdQuery },
  output: { headers: ['x-amz-version-id'], document: { root: 'Tagging', shape: taggingShape } },
  errors: ['NoSuchKey', 'NoSuchVersion', 'MethodNotAllowed'],
  authorize: onVersion('s3:GetObjectTagging', 's3:GetObjectVersionTagging'),
  revealMissing: revealRequirement,
  async handle(context) {
    const version = await findVersion(context, context.input.Key, context.input.VersionId);
    return {
      headers: { 'x-amz-version-id': shownVersionId(context, version.versionId) },
      document: { TagSet: tagMembers(version.tags) },
    };
  },
});
