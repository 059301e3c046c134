import { bucketLabel, keyLabel } from '../../operation/field.ts';
import { objectArn } from '../arn.ts';
import { defineOperation } from '../define.ts';
import { missingConfiguration } from '../lock/new-object-lock.ts';
import { retentionShape } from '../lock/retention.ts';
import { findVersion } from '../object/find-version.ts';
import { versionIdQuery } from '../object/read-fields.ts';
import { revealRequirement } from '../object/read-object.ts';

export const getObjectRetention = defineOperation({
  name: 'GetObjectRetention',
  summary: 'Return how long a version may not be deleted.',
  http: { method: 'GET', path: '/{Bucket}/{Key+}', query: ['retention'] },
  input: { Bucket: bucketLabel, Key: keyLabel, VersionId: versionIdQuery },
  output: { document: { root: 'Retention', shape: retentionShape } },
  errors: ['InvalidRequest', 'NoSuchKey', 'NoSuchObjectLockConfiguration', 'NoSuchVersion'],
  authorize: ({ Bucket, Key }) => [
    { action: 's3:GetObjectRetention', resource: objectArn(Bucket, Key) },
  ],
  revealMissing: revealRequirement,
  async handle(context) {
    const { input, bucket, fail } = context;
    if (!bucket.objectLockEnabled) throw missingConfiguration();
    const { retention } = await findVersion(context, input.Key, input.VersionId);
    if (retention === undefined) return fail('NoSuchObjectLockConfiguration');
    return { document: { Mode: retention.mode, RetainUntilDate: retention.untilMs } };
  },
});
