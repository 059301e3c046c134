import { bucketLabel, header, type InferFields, keyLabel, query } from '../../operation/field.ts';
import { integer, oneOf, text } from '../../operation/shape.ts';
import { customerKeyHeaders } from '../encryption/headers.ts';

/** Part numbers of an upload: 1 to 10,000. */
export const maxPartNumber = 10_000;

export const versionIdQuery = query('versionId', text(), { conditionKey: 's3:VersionId' });

/** The input of GetObject and HeadObject. */
export const readFields = {
  Bucket: bucketLabel,
  Key: keyLabel,
  VersionId: versionIdQuery,
  PartNumber: query('partNumber', integer(1, maxPartNumber), {
    refuse: {
      code: 'InvalidArgument',
      message: 'Part number must be an integer between 1 and 10000, inclusive',
    },
  }),
  Range: header('range', text()),
  IfMatch: header('if-match', text(), { conditionKey: 's3:if-match' }),
  IfNoneMatch: header('if-none-match', text(), { conditionKey: 's3:if-none-match' }),
  IfModifiedSince: header('if-modified-since', text()),
  IfUnmodifiedSince: header('if-unmodified-since', text()),
  IfRange: header('if-range', text()),
  ChecksumMode: header('x-amz-checksum-mode', text()),
  RequestPayer: header('x-amz-request-payer', oneOf('requester')),
  ResponseCacheControl: query('response-cache-control', text()),
  ResponseContentDisposition: query('response-content-disposition', text()),
  ResponseContentEncoding: query('response-content-encoding', text()),
  ResponseContentLanguage: query('response-content-language', text()),
  ResponseContentType: query('response-content-type', text()),
  ResponseExpires: query('response-expires', text()),
  ServerSideEncryption: header('x-amz-server-side-encryption', text()),
  ...customerKeyHeaders,
};

export type ReadInput = InferFields<typeof readFields>;
