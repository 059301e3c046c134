import { xmlBody } from '../../operation/document.ts';
import { bucketLabel, header, keyLabel } from '../../operation/field.ts';
import { boolean, oneOf } from '../../operation/shape.ts';
import { objectArn } from '../arn.ts';
import { defineOperation } from '../define.ts';
import { checkFuture, missingConfiguration } from '../lock/new-object-lock.ts';
import { checkRetentionChange, retentionShape } from '../lock/retention.ts';
import { findVersion } from '../object/find-version.ts';
import { versionIdQuery } from '../object/read-fields.ts';
import { revealRequirement } from '../object/read-object.ts';

/** Whoever changes the lock between look and change makes it looked at again. */
const maxAttempts = 5;

export const putObjectRetention = defineOperation({
  name: 'PutObjectRetention',
  summary: 'Set how long a version may not be deleted.',
  http: { method: 'PUT', path: '/{Bucket}/{Key+}', query: ['retention'] },
  input: {
    Bucket: bucketLabel,
    Key: keyLabel,
    VersionId: versionIdQuery,
    BypassGovernanceRetention: header('x-amz-bypass-governance-retention', boolean()),
    RequestPayer: header('x-amz-request-payer', oneOf('requester')),
  },
  body: xmlBody('Retention', retentionShape),
  output: {},
  errors: [
    'AccessDenied',
    'InvalidArgument',
    'InvalidRequest',
    'MalformedXML',
    'NoSuchKey',
    'OperationAborted',
  ],
  authorize({ Bucket, Key, BypassGovernanceRetention }) {
    const resource = objectArn(Bucket, Key);
    const put = { action: 's3:PutObjectRetention', resource };
    if (BypassGovernanceRetention !== true) return [put];
    return [put, { action: 's3:BypassGovernanceRetention', resource }];
  },
  revealMissing: revealRequirement,
  async handle(context) {
    const { input, body, bucket, stores, clock, fail } = context;
    const { Mode: mode, RetainUntilDate: untilMs } = body;
    if (!bucket.objectLockEnabled) throw missingConfiguration();
    if ((mode === undefined) !== (untilMs === undefined)) return fail('MalformedXML');
    const nowMs = clock();
    if (untilMs !== undefined) checkFuture(untilMs, nowMs);
    const wanted = mode === undefined || untilMs === undefined ? undefined : { mode, untilMs };
    const bypasses = input.BypassGovernanceRetention === true;
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      const version = await findVersion(context, input.Key, input.VersionId);
      checkRetentionChange(version, wanted, bypasses, nowMs);
      const result = await stores.objects.replaceRetention(bucket.id, version, wanted);
      if (result === 'updated') return {};
    }
    return fail('OperationAborted');
  },
});
