import { ServiceError } from '../operation/errors.ts';
import type { Operation } from '../operation/operation.ts';
import type { RestHead } from '../operation/rest.ts';
import type { Bucket } from '../store/buckets.ts';
import { keptConfiguration } from './configurations/kept.ts';
import type { S3Context } from './define.ts';

/** The operations whose requests AWS charges, as its model has them. */
export const chargedOperations: ReadonlySet<string> = new Set([
  'AbortMultipartUpload',
  'CompleteMultipartUpload',
  'CopyObject',
  'CreateMultipartUpload',
  'DeleteObject',
  'DeleteObjects',
  'GetBucketAccelerateConfiguration',
  'GetObject',
  'GetObjectAcl',
  'GetObjectAttributes',
  'GetObjectLegalHold',
  'GetObjectRetention',
  'GetObjectTagging',
  'HeadObject',
  'ListMultipartUploads',
  'ListObjectVersions',
  'ListObjects',
  'ListObjectsV2',
  'ListParts',
  'PutObject',
  'PutObjectAcl',
  'PutObjectLegalHold',
  'PutObjectLockConfiguration',
  'PutObjectRetention',
  'PutObjectTagging',
  'RestoreObject',
  'UploadPart',
  'UploadPartCopy',
]);

const chargedHeader = 'x-amz-request-charged';

/**
 * The same operation, which in a Requester Pays bucket is for those of other accounts only who say
 * that they pay ("Using Requester Pays buckets", of the S3 user guide). Nobody is billed here.
 */
export function withRequester(
  operation: Operation<RestHead, S3Context>,
): Operation<RestHead, S3Context> {
  return {
    ...operation,
    begin(head) {
      const begun = operation.begin(head);
      let isCharged = false;
      return {
        ...begun,
        authorize(context) {
          const { addressed } = context;
          if (addressed === undefined || isOwn(context, addressed)) return begun.authorize(context);
          return expectPayer(context, addressed).then((pays) => {
            isCharged = pays;
            return begun.authorize(context);
          });
        },
        async handle(context, body, permit) {
          const reply = await begun.handle(context, body, permit);
          if (!isCharged) return reply;
          return { ...reply, headers: { ...reply.headers, [chargedHeader]: 'requester' } };
        },
      };
    },
  };
}

function isOwn({ caller }: Pick<S3Context, 'caller'>, bucket: Bucket): boolean {
  return caller.principal.accountId === bucket.accountId;
}

type PayerContext = Pick<S3Context, 'caller' | 'request' | 'stores'>;

/**
 * Whether the caller pays for a request on a bucket.
 * @throws ServiceError AccessDenied for who must, and is nobody or does not say so
 */
export async function expectPayer(context: PayerContext, bucket: Bucket): Promise<boolean> {
  if (isOwn(context, bucket)) return false;
  const kept = await keptConfiguration(context.stores.buckets, bucket, 'request-payment');
  if (kept?.Payer !== 'Requester') return false;
  const isTold = context.request.headers.get('x-amz-request-payer') === 'requester';
  if (!isTold || context.caller.credential === undefined) throw new ServiceError('AccessDenied');
  return true;
}
