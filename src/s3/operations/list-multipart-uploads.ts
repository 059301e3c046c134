import { query } from '../../operation/field.ts';
import {
  boolean,
  flattenedList,
  integer,
  optional,
  structure,
  text,
  timestamp,
} from '../../operation/shape.ts';
import { ownerShape } from '../acl/document.ts';
import { bucketArn } from '../arn.ts';
import { defineOperation } from '../define.ts';
import { commonPrefixesShape } from '../listing/contents.ts';
import { listingEncoder } from '../listing/encode.ts';
import { listingFields, maxPageSize, pageSizeQuery } from '../listing/fields.ts';
import { ownersOf } from '../listing/owners.ts';
import { initiatorMember, initiatorShape } from '../upload/document.ts';

const listUploadsResult = structure({
  Bucket: text(),
  KeyMarker: text(),
  UploadIdMarker: text(),
  NextKeyMarker: optional(text()),
  NextUploadIdMarker: optional(text()),
  Prefix: text(),
  Delimiter: optional(text()),
  EncodingType: optional(text()),
  MaxUploads: integer(),
  IsTruncated: boolean(),
  Upload: flattenedList(
    structure({
      Key: text(),
      UploadId: text(),
      Initiator: initiatorShape,
      Owner: ownerShape,
      StorageClass: text(),
      Initiated: timestamp(),
      ChecksumAlgorithm: optional(text()),
      ChecksumType: optional(text()),
    }),
  ),
  CommonPrefixes: commonPrefixesShape,
});

export const listMultipartUploads = defineOperation({
  name: 'ListMultipartUploads',
  summary: 'List the uploads of a bucket that are neither completed nor given up.',
  http: { method: 'GET', path: '/{Bucket}', query: ['uploads'] },
  input: {
    ...listingFields,
    MaxUploads: pageSizeQuery('max-uploads', 'max-uploads'),
    KeyMarker: query('key-marker', text()),
    UploadIdMarker: query('upload-id-marker', text()),
  },
  output: { document: { root: 'ListMultipartUploadsResult', shape: listUploadsResult } },
  errors: ['InvalidArgument'],
  authorize: ({ Bucket }) => [
    { action: 's3:ListBucketMultipartUploads', resource: bucketArn(Bucket) },
  ],
  async handle({ input, bucket, stores, accounts }) {
    const { Prefix = '', Delimiter = '', KeyMarker = '', UploadIdMarker = '' } = input;
    const limit = Math.min(input.MaxUploads ?? maxPageSize, maxPageSize);
    const encode = listingEncoder(input.EncodingType);
    const page = await stores.uploads.list({
      bucketId: bucket.id,
      prefix: Prefix,
      delimiter: Delimiter,
      keyMarker: KeyMarker,
      uploadIdMarker: UploadIdMarker === '' || KeyMarker === '' ? undefined : UploadIdMarker,
      limit,
    });
    const owner = await ownersOf(
      page.uploads.map(({ ownerId }) => ownerId),
      accounts,
    );
    const uploads = [];
    for (const upload of page.uploads) {
      uploads.push({
        Key: encode(upload.key),
        UploadId: upload.uploadId,
        Initiator: await initiatorMember(upload, accounts),
        Owner: owner(upload.ownerId),
        StorageClass: upload.storageClass,
        Initiated: upload.initiatedAtMs,
        ChecksumAlgorithm: upload.checksumAlgorithm,
        ChecksumType: upload.checksumType,
      });
    }
    return {
      document: {
        Bucket: bucket.name,
        KeyMarker: encode(KeyMarker),
        UploadIdMarker,
        NextKeyMarker: page.nextKeyMarker === undefined ? undefined : encode(page.nextKeyMarker),
        NextUploadIdMarker: page.nextUploadIdMarker,
        Prefix: encode(Prefix),
        Delimiter: Delimiter === '' ? undefined : encode(Delimiter),
        EncodingType: input.EncodingType,
        MaxUploads: limit,
        IsTruncated: page.truncated,
        Upload: uploads,
        CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
      },
    };
  },
});
