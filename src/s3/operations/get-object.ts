import { BlobMissing } from '../../store/blobs/blobs.ts';
import { defineOperation } from '../define.ts';
import { openObject } from '../object/open-object.ts';
import { readFields } from '../object/read-fields.ts';
import { answerRead, readRequirements, revealRequirement } from '../object/read-object.ts';
import { metadataHeaders, objectReplyHeaders } from '../object/reply-headers.ts';
import { isSmall, smallObject } from '../object/small-object.ts';

/** An object that is replaced between look-up and read is looked up again, once. */
const maxAttempts = 2;

export const getObject = defineOperation({
  name: 'GetObject',
  summary: 'Return an object, a range of it or one of its parts.',
  http: { method: 'GET', path: '/{Bucket}/{Key+}' },
  input: readFields,
  output: { headers: objectReplyHeaders },
  errors: [
    'NoSuchKey',
    'NoSuchVersion',
    'MethodNotAllowed',
    'PreconditionFailed',
    'InvalidRange',
    'InvalidPartNumber',
    'InvalidRequest',
    'InvalidArgument',
  ],
  authorize: readRequirements,
  revealMissing: revealRequirement,
  async handle(context) {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await answerRead(context, context.input);
      const { status, version, headers, range } = answer;
      if (status === 304) return { status, headers };
      try {
        const extraHeaders = metadataHeaders(version);
        if (isSmall(version)) {
          const chunk = await smallObject(context.stores, version, range, answer.objectKey);
          return { status, headers, extraHeaders, chunk };
        }
        const stream = await openObject(context.stores, version, range, answer.objectKey);
        return { status, headers, extraHeaders, stream };
      } catch (error) {
        if (!(error instanceof BlobMissing) || attempt === maxAttempts) throw error;
      }
    }
  },
});
