import { header, query } from '../../operation/field.ts';
import {
  boolean,
  flattenedList,
  integer,
  oneOf,
  optional,
  structure,
  text,
  timestamp,
} from '../../operation/shape.ts';
import { ownerMember, ownerShape } from '../acl/document.ts';
import { defineOperation } from '../define.ts';
import { customerKeyHeaders } from '../encryption/headers.ts';
import { abortDate, abortHeaders } from '../lifecycle/abort-date.ts';
import { maxPageSize, pageSizeQuery } from '../listing/fields.ts';
import { checksumMember, checksumMembers } from '../object/checksum-fields.ts';
import { initiatorMember, initiatorShape } from '../upload/document.ts';
import { findUpload, initiatorsRequirement, uploadFields } from '../upload/find-upload.ts';

const listPartsResult = structure({
  Bucket: text(),
  Key: text(),
  UploadId: text(),
  Initiator: initiatorShape,
  Owner: ownerShape,
  StorageClass: text(),
  PartNumberMarker: integer(),
  NextPartNumberMarker: integer(),
  MaxParts: integer(),
  IsTruncated: boolean(),
  ChecksumAlgorithm: optional(text()),
  ChecksumType: optional(text()),
  Part: flattenedList(
    structure({
      PartNumber: integer(),
      LastModified: timestamp(),
      ETag: text(),
      Size: integer(),
      ...checksumMembers,
    }),
  ),
});

export const listParts = defineOperation({
  name: 'ListParts',
  summary: 'List the parts of an upload.',
  http: { method: 'GET', path: '/{Bucket}/{Key+}', query: ['uploadId'] },
  input: {
    ...uploadFields,
    MaxParts: pageSizeQuery('max-parts', 'max-parts'),
    PartNumberMarker: query('part-number-marker', integer(0, 2 ** 31 - 1)),
    RequestPayer: header('x-amz-request-payer', oneOf('requester')),
    ...customerKeyHeaders,
  },
  output: {
    headers: abortHeaders,
    document: { root: 'ListPartsResult', shape: listPartsResult },
  },
  errors: ['InvalidArgument', 'NoSuchUpload'],
  authorize: (input, context) =>
    initiatorsRequirement('s3:ListMultipartUploadParts', input, context),
  async handle(context) {
    const { input, bucket, stores, accounts } = context;
    const upload = await findUpload(context, input);
    const { PartNumberMarker = 0 } = input;
    const limit = Math.min(input.MaxParts ?? maxPageSize, maxPageSize);
    const page =
      limit === 0
        ? { parts: [], truncated: false }
        : await stores.uploads.parts(upload, PartNumberMarker, limit);
    const { checksumAlgorithm } = upload;
    return {
      headers: await abortDate(context, upload),
      document: {
        Bucket: bucket.name,
        Key: upload.key,
        UploadId: upload.uploadId,
        Initiator: await initiatorMember(upload, accounts),
        Owner: await ownerMember(upload.ownerId, accounts),
        StorageClass: upload.storageClass,
        PartNumberMarker,
        NextPartNumberMarker: page.parts.at(-1)?.number ?? 0,
        MaxParts: limit,
        IsTruncated: page.truncated,
        ChecksumAlgorithm: checksumAlgorithm,
        ChecksumType: upload.checksumType,
        Part: page.parts.map((part) => ({
          PartNumber: part.number,
          LastModified: part.lastModifiedMs,
          ETag: `"${part.etag}"`,
          Size: part.sizeBytes,
          ...(checksumAlgorithm === undefined
            ? {}
            : checksumMember(checksumAlgorithm, part.checksum)),
        })),
      },
    };
  },
});
