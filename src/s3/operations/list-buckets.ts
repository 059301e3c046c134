import { query } from '../../operation/field.ts';
import { integer, list, optional, structure, text, timestamp } from '../../operation/shape.ts';
import { ownerMember, ownerShape } from '../acl/document.ts';
import { callerAsOwner } from '../acl/ownership.ts';
import { bucketArn } from '../arn.ts';
import { defineServiceOperation } from '../define.ts';
import { continuationToken, readContinuationToken } from '../listing/continuation-token.ts';

const maxPage = 10_000;

export const listBuckets = defineServiceOperation({
  name: 'ListBuckets',
  summary: "List the buckets of the caller's account.",
  http: { method: 'GET', path: '/' },
  input: {
    MaxBuckets: query('max-buckets', integer(1, maxPage), {
      refuse: {
        code: 'InvalidArgument',
        message: `Argument max-buckets must be an integer between 1 and ${maxPage}`,
      },
    }),
    ContinuationToken: query('continuation-token', text()),
    Prefix: query('prefix', text()),
    BucketRegion: query('bucket-region', text()),
  },
  output: {
    document: {
      root: 'ListAllMyBucketsResult',
      shape: structure({
        Owner: ownerShape,
        Buckets: list(
          'Bucket',
          structure({
            Name: text(),
            CreationDate: timestamp(),
            BucketRegion: optional(text()),
            BucketArn: optional(text()),
          }),
        ),
        ContinuationToken: optional(text()),
        Prefix: optional(text()),
      }),
    },
  },
  errors: ['InvalidArgument'],
  // Policies name either `*` or `arn:aws:s3:::*` for it; this resource fits both.
  authorize: () => [{ action: 's3:ListAllMyBuckets', resource: 'arn:aws:s3:::*' }],
  async handle(context) {
    const { input, stores, accounts } = context;
    const { accountId, ownerId } = callerAsOwner(context);
    const { Prefix, BucketRegion, ContinuationToken, MaxBuckets } = input;
    const page = await stores.buckets.list({
      accountId,
      ...(Prefix === undefined ? {} : { prefix: Prefix }),
      ...(BucketRegion === undefined ? {} : { region: BucketRegion }),
      ...(ContinuationToken === undefined
        ? {}
        : { after: readContinuationToken(ContinuationToken) }),
      limit: MaxBuckets ?? maxPage,
    });
    const last = page.truncated ? page.buckets.at(-1) : undefined;
    return {
      document: {
        Owner: await ownerMember(ownerId, accounts),
        Buckets: page.buckets.map((bucket) => ({
          Name: bucket.name,
          CreationDate: bucket.createdAtMs,
          BucketRegion: bucket.region,
          BucketArn: bucketArn(bucket.name),
        })),
        ContinuationToken: last === undefined ? undefined : continuationToken(last.name),
        Prefix,
      },
    };
  },
});
