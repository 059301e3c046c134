import { header } from '../../operation/field.ts';
import { oneOf, timestamp } from '../../operation/shape.ts';
import { preconditionFailed } from '../conditional.ts';
import { defineOperation } from '../define.ts';
import {
  findUpload,
  initiatorsRequirement,
  noSuchUpload,
  uploadFields,
} from '../upload/find-upload.ts';

export const abortMultipartUpload = defineOperation({
  name: 'AbortMultipartUpload',
  summary: 'Give an upload up and free its parts.',
  http: { method: 'DELETE', path: '/{Bucket}/{Key+}', query: ['uploadId'] },
  input: {
    ...uploadFields,
    IfMatchInitiatedTime: header('x-amz-if-match-initiated-time', timestamp()),
    RequestPayer: header('x-amz-request-payer', oneOf('requester')),
  },
  output: { status: 204 },
  errors: ['NoSuchUpload', 'PreconditionFailed'],
  authorize: (input, context) => initiatorsRequirement('s3:AbortMultipartUpload', input, context),
  async handle(context) {
    const { input, bucket, stores } = context;
    const { Key, UploadId, IfMatchInitiatedTime } = input;
    if (IfMatchInitiatedTime !== undefined) {
      const { initiatedAtMs } = await findUpload(context, input);
      if (Math.floor(initiatedAtMs / 1000) !== Math.floor(IfMatchInitiatedTime / 1000)) {
        throw preconditionFailed('x-amz-if-match-initiated-time');
      }
    }
    const result = await stores.uploads.abort(bucket.id, Key, UploadId);
    if (result === 'no-such-upload') throw noSuchUpload(UploadId);
    return {};
  },
});
