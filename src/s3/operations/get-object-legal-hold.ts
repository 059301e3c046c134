import { bucketLabel, keyLabel } from '../../operation/field.ts';
import { objectArn } from '../arn.ts';
import { defineOperation } from '../define.ts';
import { missingConfiguration } from '../lock/new-object-lock.ts';
import { legalHoldShape } from '../lock/retention.ts';
import { findVersion } from '../object/find-version.ts';
import { versionIdQuery } from '../object/read-fields.ts';
import { revealRequirement } from '../object/read-object.ts';

export const getObjectLegalHold = defineOperation({
  name: 'GetObjectLegalHold',
  summary: 'Return whether a version is under legal hold.',
  http: { method: 'GET', path: '/{Bucket}/{Key+}', query: ['legal-hold'] },
  input: { Bucket: bucketLabel, Key: keyLabel, VersionId: versionIdQuery },
  output: { document: { root: 'LegalHold', shape: legalHoldShape } },
  errors: ['InvalidRequest', 'NoSuchKey', 'NoSuchObjectLockConfiguration', 'NoSuchVersion'],
  authorize: ({ Bucket, Key }) => [
    { action: 's3:GetObjectLegalHold', resource: objectArn(Bucket, Key) },
  ],
  revealMissing: revealRequirement,
  async handle(context) {
    const { input, bucket, fail } = context;
    if (!bucket.objectLockEnabled) throw missingConfiguration();
    const { legalHold } = await findVersion(context, input.Key, input.VersionId);
    if (legalHold === undefined) return fail('NoSuchObjectLockConfiguration');
    return { document: { Status: legalHold ? ('ON' as const) : ('OFF' as const) } };
  },
});
