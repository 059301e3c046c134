import { query } from '../../operation/field.ts';
import { boolean, integer, optional, structure, text } from '../../operation/shape.ts';
import { bucketArn } from '../arn.ts';
import { defineOperation } from '../define.ts';
import { commonPrefixesShape, contentsMember, contentsShape } from '../listing/contents.ts';
import { continuationToken, readContinuationToken } from '../listing/continuation-token.ts';
import { listingEncoder } from '../listing/encode.ts';
import { listingFields, maxKeysQuery, maxPageSize } from '../listing/fields.ts';
import { ownersOf } from '../listing/owners.ts';

const listBucketResult = structure({
  Name: text(),
  Prefix: text(),
  StartAfter: optional(text()),
  ContinuationToken: optional(text()),
  NextContinuationToken: optional(text()),
  KeyCount: integer(),
  MaxKeys: integer(),
  Delimiter: optional(text()),
  IsTruncated: boolean(),
  Contents: contentsShape,
  CommonPrefixes: commonPrefixesShape,
  EncodingType: optional(text()),
});

export const listObjectsV2 = defineOperation({
  name: 'ListObjectsV2',
  summary: 'List the objects of a bucket, page by page, with an opaque token between pages.',
  http: { method: 'GET', path: '/{Bucket}', query: ['list-type=2'] },
  input: {
    ...listingFields,
    MaxKeys: maxKeysQuery,
    ContinuationToken: query('continuation-token', text()),
    StartAfter: query('start-after', text()),
    FetchOwner: query('fetch-owner', boolean()),
  },
  output: { document: { root: 'ListBucketResult', shape: listBucketResult } },
  errors: ['InvalidArgument'],
  kept: ({ pages }) => pages,
  authorize: ({ Bucket }) => [{ action: 's3:ListBucket', resource: bucketArn(Bucket) }],
  async handle({ input, bucket, stores, accounts }) {
    const {
      Prefix = '',
      Delimiter = '',
      StartAfter,
      ContinuationToken,
      MaxKeys = maxPageSize,
    } = input;
    const encode = listingEncoder(input.EncodingType);
    const resumed = readContinuationToken(ContinuationToken ?? '');
    const page = await stores.objects.list({
      bucketId: bucket.id,
      prefix: Prefix,
      delimiter: Delimiter,
      after: resumed === '' ? (StartAfter ?? '') : resumed,
      limit: Math.min(MaxKeys, maxPageSize),
    });
    const owner =
      input.FetchOwner === true
        ? await ownersOf(
            page.objects.map(({ ownerId }) => ownerId),
            accounts,
          )
        : () => undefined;
    return {
      document: {
        Name: bucket.name,
        Prefix: encode(Prefix),
        StartAfter: StartAfter === undefined ? undefined : encode(StartAfter),
        ContinuationToken,
        NextContinuationToken:
          page.truncated && page.next !== undefined ? continuationToken(page.next) : undefined,
        KeyCount: page.objects.length + page.commonPrefixes.length,
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
