import { percentDecode } from '../../http/percent-encoding.ts';
import {
  bucketLabel,
  header,
  type InferFields,
  keyLabel,
  required,
} from '../../operation/field.ts';
import type { Requirement } from '../../operation/requirement.ts';
import { text } from '../../operation/shape.ts';
import type { Encryption, ObjectVersion, RenameToken } from '../../store/objects.ts';
import { hasAcls } from '../acl/ownership.ts';
import { bucketArn, objectArn } from '../arn.ts';
import { failedCondition, preconditionFailed } from '../conditional.ts';
import { type BucketContext, defineOperation, noSuchBucket } from '../define.ts';
import { readContext } from '../encryption/kms-context.ts';
import { findVersion } from '../object/find-version.ts';
import { requestTagFacts } from '../tags.ts';

const input = {
  Bucket: bucketLabel,
  Key: keyLabel,
  RenameSource: required(header('x-amz-rename-source', text())),
  DestinationIfMatch: header('if-match', text()),
  DestinationIfNoneMatch: header('if-none-match', text()),
  DestinationIfModifiedSince: header('if-modified-since', text()),
  DestinationIfUnmodifiedSince: header('if-unmodified-since', text()),
  SourceIfMatch: header('x-amz-rename-source-if-match', text()),
  SourceIfNoneMatch: header('x-amz-rename-source-if-none-match', text()),
  SourceIfModifiedSince: header('x-amz-rename-source-if-modified-since', text()),
  SourceIfUnmodifiedSince: header('x-amz-rename-source-if-unmodified-since', text()),
  ClientToken: header(
    'x-amz-client-token',
    text({ minLength: 1, maxLength: 64, pattern: /^[\x21-\x7e]+$/ }),
  ),
};

type RenameInput = InferFields<typeof input>;

/** Whoever writes one of the two keys between look and rename makes it looked at again. */
const maxAttempts = 5;

export const renameObject = defineOperation({
  name: 'RenameObject',
  summary: 'Give an object another name in its bucket, in one step.',
  http: { method: 'PUT', path: '/{Bucket}/{Key+}', query: ['renameObject'] },
  input,
  output: {},
  errors: [
    'IdempotencyParameterMismatch',
    'InvalidArgument',
    'InvalidBucketState',
    'InvalidRequest',
    'KeyTooLongError',
    'NoSuchKey',
    'OperationAborted',
    'PreconditionFailed',
  ],
  authorize: renameRequirements,
  revealMissing: ({ Bucket }) => ({ action: 's3:ListBucket', resource: bucketArn(Bucket) }),
  async handle(context) {
    const { input: wanted, bucket, stores, fail } = context;
    const sourceKey = sourceOf(wanted);
    if (sourceKey === wanted.Key) {
      fail('InvalidRequest', { message: 'The source and the new name of an object are the same.' });
    }
    if (bucket.versioning !== 'Unversioned') return fail('InvalidBucketState', versionsStay);
    const token = tokenOf(context, wanted);
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      const earlier = token && (await stores.objects.renamed(bucket.id, token.name));
      if (earlier !== undefined && earlier === token?.request) return {};
      if (earlier !== undefined) return fail('IdempotencyParameterMismatch');
      const source = await findVersion(context, sourceKey, undefined);
      const covered = await stores.objects.current(bucket.id, wanted.Key);
      checkSource(wanted, source);
      checkDestination(wanted, covered?.isDeleteMarker === false ? covered : undefined);
      const result = await stores.objects.rename({
        bucketId: bucket.id,
        source,
        target: { key: wanted.Key, sequence: covered?.sequence },
        encryption: await renamedEncryption(context, source, wanted.Key),
        token,
      });
      if (result === 'renamed') return {};
      if (result === 'no-such-bucket') throw noSuchBucket(bucket.name);
      if (result === 'has-versions') return fail('InvalidBucketState', versionsStay);
    }
    return fail('OperationAborted');
  },
});

const versionsStay = {
  message:
    'Objects can be renamed in buckets that never had versioning only: a version keeps its name.',
};

/** The old key, which the header has percent-encoded, with or without a slash before it. */
function sourceOf({ RenameSource }: Pick<RenameInput, 'RenameSource'>): string {
  return percentDecode(RenameSource.replace(/^\//, ''));
}

/** What copying all of the object and deleting it would need. */
async function renameRequirements(
  wanted: RenameInput,
  { bucket, stores }: BucketContext,
): Promise<readonly Requirement[]> {
  const key = sourceOf(wanted);
  const source = objectArn(bucket.name, key);
  const target = objectArn(bucket.name, wanted.Key);
  const current = await stores.objects.current(bucket.id, key);
  const version = current?.isDeleteMarker === false ? current : undefined;
  const context = version?.tags === undefined ? undefined : requestTagFacts(version.tags);
  const on = (resource: string, action: string) => ({ action, resource });
  const put = (action: string) => ({
    ...on(target, action),
    ...(context === undefined ? {} : { context }),
  });
  const needs: Requirement[] = [on(source, 's3:GetObject')];
  if (context !== undefined) needs.push(on(source, 's3:GetObjectTagging'));
  needs.push(on(source, 's3:DeleteObject'), put('s3:PutObject'));
  if (context !== undefined) needs.push(put('s3:PutObjectTagging'));
  if (version?.acl !== undefined && hasAcls(bucket)) needs.push(put('s3:PutObjectAcl'));
  // Learning whether the object under the new name has a certain ETag is reading of it.
  if (wanted.DestinationIfMatch !== undefined) needs.push(on(target, 's3:GetObject'));
  return needs;
}

/** @throws ServiceError PreconditionFailed */
function checkSource(wanted: RenameInput, source: ObjectVersion): void {
  const conditions = {
    ifMatch: wanted.SourceIfMatch,
    ifNoneMatch: wanted.SourceIfNoneMatch,
    ifModifiedSince: wanted.SourceIfModifiedSince,
    ifUnmodifiedSince: wanted.SourceIfUnmodifiedSince,
  };
  const failed = failedCondition(conditions, source);
  if (failed !== undefined) throw preconditionFailed(`x-amz-rename-source-${failed}`);
}

/** @throws ServiceError PreconditionFailed */
function checkDestination(wanted: RenameInput, covered: ObjectVersion | undefined): void {
  const conditions = {
    ifMatch: wanted.DestinationIfMatch,
    ifNoneMatch: wanted.DestinationIfNoneMatch,
    ifModifiedSince: wanted.DestinationIfModifiedSince,
    ifUnmodifiedSince: wanted.DestinationIfUnmodifiedSince,
  };
  if (covered === undefined) {
    const { ifMatch, ifModifiedSince } = conditions;
    if (ifMatch !== undefined) throw preconditionFailed('If-Match');
    if (ifModifiedSince !== undefined) throw preconditionFailed('If-Modified-Since');
    return;
  }
  const failed = failedCondition(conditions, covered);
  if (failed !== undefined) throw preconditionFailed(failed);
}

/** A token counts for the account that chose it, and for one rename. */
function tokenOf({ caller }: BucketContext, wanted: RenameInput): RenameToken | undefined {
  const { ClientToken, ...request } = wanted;
  if (ClientToken === undefined) return undefined;
  const name = `${caller.principal.accountId} ${ClientToken}`;
  return { name, request: JSON.stringify(request) };
}

/** The data key of KMS is bound to the ARN of its object, which changes. */
async function renamedEncryption(
  { kmsKeys, bucket }: BucketContext,
  { key, encryption }: ObjectVersion,
  newKey: string,
): Promise<Encryption | undefined> {
  if (encryption?.kind !== 'aws:kms') return encryption;
  const context = readContext(encryption.context ?? '');
  if (context['aws:s3:arn'] !== objectArn(bucket.name, key)) return encryption;
  return kmsKeys.rewrap(encryption, { ...context, 'aws:s3:arn': objectArn(bucket.name, newKey) });
}
