import { query } from '../../operation/field.ts';
import { boolean, integer, oneOf, optional, structure, text } from '../../operation/shape.ts';
import { bucketArn } from '../arn.ts';
import { defineOperation } from '../define.ts';
import { commonPrefixesShape, contentsMember, contentsShape } from '../listing/contents.ts';
import { listingEncoder } from '../listing/encode.ts';
import { listingFields, maxKeysQuery, maxPageSize } from '../listing/fields.ts';
import { ownersOf } from '../listing/owners.ts';

const listBucketResult = structure({
  Name: text(),
  Prefix: text(),
  Marker: text(),
  NextMarker: optional(text()),
  MaxKeys: integer(),
  Delimiter: optional(text()),
  IsTruncated: boolean(),
  Contents: contentsShape,
  CommonPrefixes: commonPrefixesShape,
  EncodingType: optional(text()),
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

export const listObjects = defineOperation({
  name: 'ListObjects',
  summary: 'List the objects of a bucket, page by page, in the order of their keys.',
  http: { method: 'GET', path: '/{Bucket}' },
  input: {
    ...listingFields,
    Marker: query('marker', text()),
    MaxKeys: maxKeysQuery,
    ListType: query('list-type', oneOf('1'), {
      refuse: { code: 'InvalidArgument', message: 'Invalid List Type specified in Request' },
    }),
  },
  output: { document: { root: 'ListBucketResult', shape: listBucketResult } },
  errors: ['InvalidArgument'],
  kept: ({ pages }) => pages,
  authorize: ({ Bucket }) => [{ action: 's3:ListBucket', resource: bucketArn(Bucket) }],
  async handle({ input, bucket, stores, accounts }) {
    const { Prefix = '', Delimiter = '', Marker = '', MaxKeys = maxPageSize } = input;
    const encode = listingEncoder(input.EncodingType);
    const page = await stores.objects.list({
      bucketId: bucket.id,
      prefix: Prefix,
      delimiter: Delimiter,
      after: Marker,
      limit: Math.min(MaxKeys, maxPageSize),
    });
    const owner = await ownersOf(
      page.objects.map(({ ownerId }) => ownerId),
      accounts,
    );
    // Without a delimiter the last key of the page is the marker of the next, so S3 gives none.
    const next = page.truncated && Delimiter !== '' ? page.next : undefined;
    return {
      document: {
        Name: bucket.name,
        // The one echo that this version does not encode, unless XML cannot hold it.
        Prefix: unprintable.test(Prefix) ? encode(Prefix) : Prefix,
        Marker: encode(Marker),
        NextMarker: next === undefined ? undefined : encode(next),
        MaxKeys: Math.min(MaxKeys, maxPageSize),
        Delimiter: Delimiter === '' ? undefined : encode(Delimiter),
        IsTruncated: page.truncated,
        Contents: page.objects.map((object) =>
          contentsMember(object, encode, owner(object.ownerId)),
        ),
        CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
        EncodingType: input.EncodingType,
      },
    };
  },
});
