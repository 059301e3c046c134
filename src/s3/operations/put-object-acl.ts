import { optionalXmlBody } from '../../operation/document.ts';
import { bucketLabel, header, keyLabel } from '../../operation/field.ts';
import { oneOf } from '../../operation/shape.ts';
import { sentAclShape } from '../acl/document.ts';
import { writeGrants } from '../acl/grants.ts';
import { objectAclHeaders } from '../acl/headers.ts';
import { requestedGrants } from '../acl/requested.ts';
import { defineOperation } from '../define.ts';
import { announcementsFor } from '../notifications/announce.ts';
import { findVersion } from '../object/find-version.ts';
import { versionIdQuery } from '../object/read-fields.ts';
import { revealRequirement } from '../object/read-object.ts';
import { updateVersion } from '../object/update-version.ts';
import { onVersion } from '../object/version-requirement.ts';

export const putObjectAcl = defineOperation({
  name: 'PutObjectAcl',
  summary: 'Give an object, or one version of it, its access control list.',
  http: { method: 'PUT', path: '/{Bucket}/{Key+}', query: ['acl'] },
  input: {
    Bucket: bucketLabel,
    Key: keyLabel,
    VersionId: versionIdQuery,
    ...objectAclHeaders,
    RequestPayer: header('x-amz-request-payer', oneOf('requester')),
  },
  body: optionalXmlBody('AccessControlPolicy', sentAclShape, { malformed: 'MalformedACLError' }),
  output: {},
  errors: [
    'AccessControlListNotSupported',
    'AccessDenied',
    'InvalidArgument',
    'InvalidRequest',
    'MalformedACLError',
    'MethodNotAllowed',
    'MissingSecurityHeader',
    'NoSuchKey',
    'NoSuchVersion',
    'UnexpectedContent',
    'UnresolvableGrantByEmailAddress',
  ],
  events: ['ObjectAcl:Put'],
  authorize: onVersion('s3:PutObjectAcl', 's3:PutObjectVersionAcl'),
  revealMissing: revealRequirement,
  async handle(context) {
    const { input, body } = context;
    const version = await findVersion(context, input.Key, input.VersionId);
    const grants = await requestedGrants(context, input, body, version.ownerId);
    const acl = writeGrants(grants);
    // A list that stays as it is is no event.
    const announcements =
      acl === version.acl ? undefined : await announcementsFor(context, 'ObjectAcl:Put', version);
    await updateVersion(context, version, { acl, announcements });
    return {};
  },
});
