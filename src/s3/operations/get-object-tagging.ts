import { bucketLabel, keyLabel, query } from '../../operation/field.ts';
import { list, structure, text } from '../../operation/shape.ts';
import { bucketArn, objectArn } from '../arn.ts';
import { defineOperation } from '../define.ts';

export const tagging = structure({
  TagSet: list('Tag', structure({ Key: text(), Value: text() })),
});

export const getObjectTagging = defineOperation({
  name: 'GetObjectTagging',
  summary: 'Return the tags of an object, or of one version of it.',
  http: { method: 'GET', path: '/{Bucket}/{Key+}', query: ['tagging'] },
  input: { Bucket: bucketLabel, Key: keyLabel, VersionId: query('versionId', text()) },
  output: { headers: ['x-amz-version-id'], document: { root: 'Tagging', shape: tagging } },
  errors: ['NoSuchKey', 'NoSuchVersion', 'MethodNotAllowed'],
  authorize: ({ Bucket, Key, VersionId }) => [
    {
      action: VersionId === undefined ? 's3:GetObjectTagging' : 's3:GetObjectVersionTagging',
      resource: objectArn(Bucket, Key),
    },
  ],
  revealMissing: ({ Bucket }) => ({ action: 's3:ListBucket', resource: bucketArn(Bucket) }),
  async handle({ input, bucket, stores, fail }) {
    const version =
      input.VersionId === undefined
        ? await stores.objects.current(bucket.id, input.Key)
        : await stores.objects.version(bucket.id, input.Key, input.VersionId);
    if (version === undefined) return fail('NoSuchKey', { fields: { Key: input.Key } });
    if (version.isDeleteMarker) return fail('MethodNotAllowed');
    return {
      headers: { 'x-amz-version-id': version.versionId },
      document: {
        TagSet: (version.tags ?? []).map(({ key, value }) => ({ Key: key, Value: value })),
      },
    };
  },
});
