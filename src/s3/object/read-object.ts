import { ServiceError } from '../../operation/errors.ts';
import type { Requirement } from '../../operation/requirement.ts';
import type { ByteRange } from '../../store/blobs/blobs.ts';
import type { ObjectVersion } from '../../store/objects.ts';
import { bucketArn, objectArn } from '../arn.ts';
import { bareEtag, evaluateRead, preconditionFailed } from '../conditional.ts';
import type { BucketContext } from '../define.ts';
import { expectCustomerKey, keyOfObject } from '../encryption/object-key.ts';
import { expirationHeader } from '../lifecycle/expiration.ts';
import { contentRange, parseRange } from '../range.ts';
import { type ChecksumHeaders, checksumReply } from './checksum-fields.ts';
import { findVersion } from './find-version.ts';
import type { ReadInput } from './read-fields.ts';
import { type ObjectHeaders, validatorHeaders, versionHeaders } from './reply-headers.ts';
import { responseOverrides } from './response-overrides.ts';

/** What reading an object needs: with a version id the Version form of the action, and only it. */
export function readRequirements(input: ReadInput): readonly Requirement[] {
  const action = input.VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  return [{ action, resource: objectArn(input.Bucket, input.Key) }];
}

/** The right to learn that an object, or a version of one, does not exist. */
export function revealRequirement(input: {
  readonly Bucket: string;
  readonly VersionId?: string | undefined;
}): Requirement {
  const action = input.VersionId === undefined ? 's3:ListBucket' : 's3:ListBucketVersions';
  return { action, resource: bucketArn(input.Bucket) };
}

/** How GET and HEAD answer, all but the bytes. */
export interface ObjectAnswer {
  readonly status: 200 | 206 | 304;
  readonly version: ObjectVersion;
  readonly headers: ObjectHeaders;
  /** What is sent of the object; undefined for the whole of it. */
  readonly range: ByteRange | undefined;
  readonly lengthBytes: number;
  /** The key of an encrypted object. */
  readonly objectKey: Uint8Array | undefined;
}

/**
 * Finds what a GET or HEAD is about, in the order of S3's checks: version, conditions, range.
 * @throws ServiceError NoSuchKey, NoSuchVersion, MethodNotAllowed, PreconditionFailed,
 *   InvalidRange, InvalidPartNumber, InvalidRequest, InvalidArgument, and what KMS refuses
 */
export async function answerRead(context: BucketContext, input: ReadInput): Promise<ObjectAnswer> {
  if (input.Range !== undefined && input.PartNumber !== undefined) {
    throw new ServiceError('InvalidRequest', {
      message: 'Cannot specify both Range header and partNumber query parameter',
    });
  }
  if (input.ServerSideEncryption !== undefined) {
    throw new ServiceError('InvalidArgument', {
      message: 'x-amz-server-side-encryption header is not supported for this operation.',
      fields: {
        ArgumentName: 'x-amz-server-side-encryption',
        ArgumentValue: input.ServerSideEncryption,
      },
    });
  }
  const overrides = responseOverrides(input, context.caller);
  const version = await findVersion(context, input.Key, input.VersionId);
  expectCustomerKey(version.encryption, input);
  const outcome = evaluateRead(
    {
      ifMatch: input.IfMatch,
      ifNoneMatch: input.IfNoneMatch,
      ifModifiedSince: input.IfModifiedSince,
      ifUnmodifiedSince: input.IfUnmodifiedSince,
    },
    version,
  );
  if (outcome.kind === 'failed') throw preconditionFailed(outcome.condition);
  if (outcome.kind === 'not-modified') {
    const headers = validatorHeaders(context, version);
    return {
      status: 304,
      version,
      headers,
      range: undefined,
      lengthBytes: 0,
      objectKey: undefined,
    };
  }
  const selection = await select(context, input, version);
  const { range } = selection;
  const lengthBytes = range === undefined ? version.sizeBytes : range.end - range.start;
  const expiration = await expirationHeader(context, version);
  // Most answers say what the version says, and nothing more.
  const isPlain = expiration === undefined && range === undefined && overrides === undefined;
  const wantsChecksum = input.ChecksumMode?.toUpperCase() === 'ENABLED';
  const own = versionHeaders(context, version);
  const headers: ObjectHeaders =
    isPlain && !wantsChecksum && selection.partsCount === undefined
      ? own
      : {
          ...own,
          ...overrides,
          'x-amz-expiration': expiration,
          'content-range': range && contentRange(range, version.sizeBytes),
          'x-amz-mp-parts-count': selection.partsCount,
          ...(wantsChecksum ? selection.checksum : {}),
        };
  const objectKey = opens(context, input)
    ? await keyOfObject(context, version.encryption, input)
    : undefined;
  return { status: selection.status, version, headers, range, lengthBytes, objectKey };
}

/**
 * A HEAD needs no right to the key unless it asks for the checksum ("HeadObject", of the S3 API
 * reference).
 */
function opens({ request }: BucketContext, { ChecksumMode }: ReadInput): boolean {
  return request.method !== 'HEAD' || ChecksumMode?.toUpperCase() === 'ENABLED';
}

interface Selection {
  readonly status: 200 | 206;
  readonly range: ByteRange | undefined;
  readonly checksum: ChecksumHeaders;
  readonly partsCount: string | undefined;
}

async function select(
  { stores }: BucketContext,
  input: ReadInput,
  version: ObjectVersion,
): Promise<Selection> {
  const { checksum, body, sizeBytes } = version;
  const wholeChecksum = checksumReply(checksum, checksum?.type);
  if (input.PartNumber === undefined) {
    const range = rangeHolds(input, version) ? parseRange(input.Range, sizeBytes) : undefined;
    const status = range === undefined ? 200 : 206;
    // A checksum says something about the whole only.
    const shown = range === undefined ? wholeChecksum : {};
    return { status, range, checksum: shown, partsCount: undefined };
  }
  if (body.kind === 'blob') {
    if (input.PartNumber !== 1) throw invalidPart(input.PartNumber, 1);
    const range = sizeBytes === 0 ? undefined : { start: 0, end: sizeBytes };
    return { status: 206, range, checksum: wholeChecksum, partsCount: undefined };
  }
  const parts = await stores.objects.parts(body.partSet);
  const part = parts.find(({ number }) => number === input.PartNumber);
  if (part === undefined) throw invalidPart(input.PartNumber, body.partCount);
  const ofPart =
    checksum === undefined || part.checksum === undefined
      ? {}
      : checksumReply({ algorithm: checksum.algorithm, value: part.checksum }, checksum.type);
  return {
    status: 206,
    range: { start: part.startBytes, end: part.startBytes + part.sizeBytes },
    checksum: ofPart,
    partsCount: String(body.partCount),
  };
}

/** If-Range: the range counts only where the object is still the one that the client knows. */
function rangeHolds({ IfRange }: ReadInput, { etag, lastModifiedMs }: ObjectVersion): boolean {
  if (IfRange === undefined) return true;
  if (IfRange.includes('"')) return bareEtag(IfRange) === etag;
  return Math.floor(lastModifiedMs / 1000) * 1000 === Date.parse(IfRange);
}

function invalidPart(number: number, count: number): ServiceError {
  return new ServiceError('InvalidPartNumber', {
    fields: { PartNumberRequested: String(number), ActualPartCount: String(count) },
  });
}
