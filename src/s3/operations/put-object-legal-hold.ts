import { xmlBody } from '../../operation/document.ts';
import { bucketLabel, header, keyLabel } from '../../operation/field.ts';
import { oneOf } from '../../operation/shape.ts';
import { objectArn } from '../arn.ts';
import { defineOperation } from '../define.ts';
import { missingConfiguration } from '../lock/new-object-lock.ts';
import { legalHoldShape } from '../lock/retention.ts';
import { findVersion } from '../object/find-version.ts';
import { versionIdQuery } from '../object/read-fields.ts';
import { revealRequirement } from '../object/read-object.ts';
import { updateVersion } from '../object/update-version.ts';

export const putObjectLegalHold = defineOperation({
  name: 'PutObjectLegalHold',
  summary: 'Put a version under legal hold, or lift the hold.',
  http: { method: 'PUT', path: '/{Bucket}/{Key+}', query: ['legal-hold'] },
  input: {
    Bucket: bucketLabel,
    Key: keyLabel,
    VersionId: versionIdQuery,
    RequestPayer: header('x-amz-request-payer', oneOf('requester')),
  },
  body: xmlBody('LegalHold', legalHoldShape),
  output: {},
  errors: ['InvalidRequest', 'MalformedXML', 'NoSuchKey', 'NoSuchVersion'],
  authorize: ({ Bucket, Key }) => [
    { action: 's3:PutObjectLegalHold', resource: objectArn(Bucket, Key) },
  ],
  revealMissing: revealRequirement,
  async handle(context) {
    const { input, body, bucket, fail } = context;
    if (!bucket.objectLockEnabled) throw missingConfiguration();
    if (body.Status === undefined) return fail('MalformedXML');
    const version = await findVersion(context, input.Key, input.VersionId);
    await updateVersion(context, version, { legalHold: body.Status === 'ON' });
    return {};
  },
});
