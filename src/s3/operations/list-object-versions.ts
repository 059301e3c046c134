import { ServiceError } from '../../operation/errors.ts';
import { query } from '../../operation/field.ts';
import {
  boolean,
  integer,
  mixedList,
  optional,
  structure,
  text,
  timestamp,
} from '../../operation/shape.ts';
import { ownerShape } from '../acl/document.ts';
import { bucketArn } from '../arn.ts';
import { defineOperation } from '../define.ts';
import { commonPrefixesShape, contentsMember, contentsShape } from '../listing/contents.ts';
import { listingEncoder } from '../listing/encode.ts';
import { listingFields, maxKeysQuery, maxPageSize } from '../listing/fields.ts';
import { ownersOf } from '../listing/owners.ts';

const versionMembers = { VersionId: text(), IsLatest: boolean() };

const listVersionsResult = structure({
  Name: text(),
  Prefix: text(),
  KeyMarker: text(),
  VersionIdMarker: text(),
  NextKeyMarker: optional(text()),
  NextVersionIdMarker: optional(text()),
  MaxKeys: integer(),
  Delimiter: optional(text()),
  IsTruncated: boolean(),
  Entries: mixedList({
    Version: optional(structure({ ...contentsShape.element.members, ...versionMembers })),
    DeleteMarker: optional(
      structure({
        Key: text(),
        ...versionMembers,
        LastModified: timestamp(),
        Owner: optional(ownerShape),
      }),
    ),
  }),
  CommonPrefixes: commonPrefixesShape,
  EncodingType: optional(text()),
});

export const listObjectVersions = defineOperation({
  name: 'ListObjectVersions',
  summary: 'List the versions and delete markers of a bucket, the newest of each key first.',
  http: { method: 'GET', path: '/{Bucket}', query: ['versions'] },
  input: {
    ...listingFields,
    MaxKeys: maxKeysQuery,
    KeyMarker: query('key-marker', text()),
    VersionIdMarker: query('version-id-marker', text()),
  },
  output: { document: { root: 'ListVersionsResult', shape: listVersionsResult } },
  errors: ['InvalidArgument'],
  authorize: ({ Bucket }) => [{ action: 's3:ListBucketVersions', resource: bucketArn(Bucket) }],
  async handle({ input, bucket, stores, accounts }) {
    const { Prefix = '', Delimiter = '', KeyMarker = '', VersionIdMarker = '' } = input;
    checkMarkers(KeyMarker, VersionIdMarker);
    const limit = Math.min(input.MaxKeys ?? maxPageSize, maxPageSize);
    const encode = listingEncoder(input.EncodingType);
    const page = await stores.objects.listVersions({
      bucketId: bucket.id,
      prefix: Prefix,
      delimiter: Delimiter,
      keyMarker: KeyMarker,
      versionIdMarker: VersionIdMarker === '' ? undefined : VersionIdMarker,
      limit,
    });
    const owner = await ownersOf(
      page.versions.map(({ ownerId }) => ownerId),
      accounts,
    );
    // S3 writes versions and delete markers in one order, by key and then from new to old.
    const entries = page.versions.map((version) => {
      const { versionId: VersionId, isLatest: IsLatest } = version;
      const Owner = owner(version.ownerId);
      if (!version.isDeleteMarker) {
        return { Version: { ...contentsMember(version, encode, Owner), VersionId, IsLatest } };
      }
      const { lastModifiedMs: LastModified } = version;
      const Key = encode(version.key);
      return { DeleteMarker: { Key, VersionId, IsLatest, LastModified, Owner } };
    });
    return {
      document: {
        Name: bucket.name,
        Prefix: encode(Prefix),
        KeyMarker: encode(KeyMarker),
        VersionIdMarker,
        NextKeyMarker: page.nextKeyMarker === undefined ? undefined : encode(page.nextKeyMarker),
        NextVersionIdMarker: page.nextVersionIdMarker,
        MaxKeys: limit,
        Delimiter: Delimiter === '' ? undefined : encode(Delimiter),
        IsTruncated: page.truncated,
        Entries: entries,
        CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
        EncodingType: input.EncodingType,
      },
    };
  },
});

function checkMarkers(keyMarker: string, versionIdMarker: string): void {
  if (keyMarker !== '' || versionIdMarker === '') return;
  throw new ServiceError('InvalidArgument', {
    message: 'A version-id marker cannot be specified without a key marker.',
    fields: { ArgumentName: 'version-id-marker', ArgumentValue: versionIdMarker },
  });
}
