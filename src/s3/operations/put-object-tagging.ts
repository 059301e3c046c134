import { xmlBody } from '../../operation/document.ts';
import { bucketLabel, header, keyLabel } from '../../operation/field.ts';
import { oneOf } from '../../operation/shape.ts';
import { objectArn } from '../arn.ts';
import { defineOperation } from '../define.ts';
import { announcementsFor } from '../notifications/announce.ts';
import { findVersion, shownVersionId } from '../object/find-version.ts';
import { versionIdQuery } from '../object/read-fields.ts';
import { revealRequirement } from '../object/read-object.ts';
import { updateVersion } from '../object/update-version.ts';
import { checkedTags, objectTagLimit, requestTagFacts, taggingShape } from '../tags.ts';

export const putObjectTagging = defineOperation({
  name: 'PutObjectTagging',
  summary: 'Give an object, or one version of it, its tags, in place of those it has.',
  http: { method: 'PUT', path: '/{Bucket}/{Key+}', query: ['tagging'] },
  input: {
    Bucket: bucketLabel,
    Key: keyLabel,
    VersionId: versionIdQuery,
    RequestPayer: header('x-amz-request-payer', oneOf('requester')),
  },
  body: xmlBody('Tagging', taggingShape),
  output: { headers: ['x-amz-version-id'] },
  errors: ['BadRequest', 'InvalidTag', 'MalformedXML', 'MethodNotAllowed', 'NoSuchKey'],
  events: ['ObjectTagging:Put'],
  // The tags that conditions ask for stand in the body, which is read first, but small.
  authorize: () => [],
  perItem: {
    items: (_input, body) => [body.TagSet],
    authorize: (members, { Bucket, Key, VersionId }) => [
      {
        action: VersionId === undefined ? 's3:PutObjectTagging' : 's3:PutObjectVersionTagging',
        resource: objectArn(Bucket, Key),
        context: requestTagFacts(members.map((tag) => ({ key: tag.Key, value: tag.Value }))),
      },
    ],
  },
  revealMissing: revealRequirement,
  async handle(context) {
    const { input, body, items } = context;
    for (const { refusal } of items) if (refusal !== undefined) throw refusal;
    const tags = checkedTags(body.TagSet, objectTagLimit);
    const version = await findVersion(context, input.Key, input.VersionId);
    const announcements = await announcementsFor(context, 'ObjectTagging:Put', version);
    await updateVersion(context, version, { tags, announcements });
    return { headers: { 'x-amz-version-id': shownVersionId(context, version.versionId) } };
  },
});
