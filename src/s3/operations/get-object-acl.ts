import { bucketLabel, keyLabel } from '../../operation/field.ts';
import { aclShape, documentOfGrants } from '../acl/document.ts';
import { readGrants } from '../acl/grants.ts';
import { hasAcls } from '../acl/ownership.ts';
import { defineOperation } from '../define.ts';
import { findVersion } from '../object/find-version.ts';
import { versionIdQuery } from '../object/read-fields.ts';
import { revealRequirement } from '../object/read-object.ts';
import { onVersion } from '../object/version-requirement.ts';

export const getObjectAcl = defineOperation({
  name: 'GetObjectAcl',
  summary: 'Return the access control list of an object, or of one version of it.',
  http: { method: 'GET', path: '/{Bucket}/{Key+}', query: ['acl'] },
  input: { Bucket: bucketLabel, Key: keyLabel, VersionId: versionIdQuery },
  output: { document: { root: 'AccessControlPolicy', shape: aclShape } },
  errors: ['MethodNotAllowed', 'NoSuchKey', 'NoSuchVersion'],
  authorize: onVersion('s3:GetObjectAcl', 's3:GetObjectVersionAcl'),
  revealMissing: revealRequirement,
  async handle(context) {
    const { bucket, input, accounts } = context;
    const version = await findVersion(context, input.Key, input.VersionId);
    // Where lists are switched off, all objects are the bucket owner's.
    const ownerId = hasAcls(bucket) ? version.ownerId : bucket.ownerId;
    const grants = readGrants(hasAcls(bucket) ? version.acl : undefined, ownerId);
    return { document: await documentOfGrants(grants, ownerId, accounts) };
  },
});
