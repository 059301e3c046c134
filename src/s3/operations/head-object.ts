import { defineOperation } from '../define.ts';
import { readFields } from '../object/read-fields.ts';
import { answerRead, readRequirements, revealRequirement } from '../object/read-object.ts';
import { metadataHeaders, objectReplyHeaders } from '../object/reply-headers.ts';

export const headObject = defineOperation({
  name: 'HeadObject',
  summary: 'Return what GetObject would, without the bytes.',
  http: { method: 'HEAD', path: '/{Bucket}/{Key+}' },
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
    const { status, version, headers, lengthBytes } = await answerRead(context, context.input);
    if (status === 304) return { status, headers };
    return {
      status,
      headers: { ...headers, 'content-length': String(lengthBytes) },
      extraHeaders: metadataHeaders(version),
    };
  },
});
