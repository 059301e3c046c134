import { bucketLabel, header, keyLabel } from '../../operation/field.ts';
import { boolean, integer, oneOf, text, timestamp } from '../../operation/shape.ts';
import { bareEtag } from '../conditional.ts';
import { defineOperation } from '../define.ts';
import { deleteOne, deleteRequirements } from '../object/delete-one.ts';
import { versionIdQuery } from '../object/read-fields.ts';

export const deleteObject = defineOperation({
  name: 'DeleteObject',
  summary: 'Delete an object, cover it with a delete marker, or delete one version for good.',
  http: { method: 'DELETE', path: '/{Bucket}/{Key+}' },
  input: {
    Bucket: bucketLabel,
    Key: keyLabel,
    VersionId: versionIdQuery,
    MFA: header('x-amz-mfa', text()),
    RequestPayer: header('x-amz-request-payer', oneOf('requester')),
    BypassGovernanceRetention: header('x-amz-bypass-governance-retention', boolean()),
    IfMatch: header('if-match', text(), { conditionKey: 's3:if-match' }),
    IfMatchLastModifiedTime: header('x-amz-if-match-last-modified-time', timestamp()),
    IfMatchSize: header('x-amz-if-match-size', integer(0)),
  },
  output: { status: 204, headers: ['x-amz-delete-marker', 'x-amz-version-id'] },
  errors: ['AccessDenied', 'InvalidArgument', 'PreconditionFailed'],
  events: ['ObjectRemoved:Delete', 'ObjectRemoved:DeleteMarkerCreated'],
  authorize: ({ Bucket, Key, VersionId, BypassGovernanceRetention, IfMatch }) =>
    deleteRequirements(Bucket, Key, VersionId, BypassGovernanceRetention === true, IfMatch),
  async handle(context) {
    const { input } = context;
    const { IfMatch, IfMatchLastModifiedTime, IfMatchSize } = input;
    const isConditional =
      IfMatch !== undefined || IfMatchLastModifiedTime !== undefined || IfMatchSize !== undefined;
    const deleted = await deleteOne(context, {
      key: input.Key,
      versionId: input.VersionId,
      condition: isConditional
        ? {
            ifMatch: IfMatch === undefined ? undefined : bareEtag(IfMatch),
            ifLastModifiedMs: IfMatchLastModifiedTime,
            ifSizeBytes: IfMatchSize,
          }
        : undefined,
      bypassGovernance: input.BypassGovernanceRetention === true,
    });
    return {
      headers: {
        'x-amz-delete-marker': deleted.deleteMarker ? 'true' : undefined,
        'x-amz-version-id': deleted.versionId,
      },
    };
  },
});
