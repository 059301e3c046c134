import { optionalXmlBody } from '../../operation/document.ts';
import { ServiceError } from '../../operation/errors.ts';
import { header, type InferFields } from '../../operation/field.ts';
import {
  flattenedList,
  type Infer,
  integer,
  oneOf,
  optional,
  structure,
  text,
} from '../../operation/shape.ts';
import type { Checksum, Encryption } from '../../store/objects.ts';
import type { CompletedUpload } from '../../store/uploads.ts';
import { objectArn } from '../arn.ts';
import { bareEtag, writeCondition } from '../conditional.ts';
import { type BucketContext, defineOperation, type EventContext } from '../define.ts';
import { customerKey } from '../encryption/customer-key.ts';
import { customerKeyHeaders } from '../encryption/headers.ts';
import { encryptionReply, encryptionReplyHeaders } from '../encryption/reply.ts';
import { announcementsFor } from '../notifications/announce.ts';
import { checksumMember, checksumMembers } from '../object/checksum-fields.ts';
import { shownVersionId } from '../object/find-version.ts';
import { maxPartNumber } from '../object/read-fields.ts';
import { versionMode, writeFailure } from '../object/write-failure.ts';
import { allParts, checksumOfParts, chosenParts, etagOfParts } from '../upload/completion.ts';
import { findUpload, noSuchUpload, uploadFields } from '../upload/find-upload.ts';

/** Ten thousand parts, each with an ETag and a checksum. */
const maxDocumentBytes = 8 * 1024 * 1024;

/** Parts that change while an upload is completed are looked at again, so often. */
const maxAttempts = 3;

const completedUploadShape = structure({
  Part: flattenedList(
    structure({
      ETag: text(),
      PartNumber: integer(1, maxPartNumber),
      ...checksumMembers,
    }),
    { minItems: 1, maxItems: maxPartNumber },
  ),
});

const input = {
  ...uploadFields,
  ChecksumCRC32: header('x-amz-checksum-crc32', text()),
  ChecksumCRC32C: header('x-amz-checksum-crc32c', text()),
  ChecksumCRC64NVME: header('x-amz-checksum-crc64nvme', text()),
  ChecksumSHA1: header('x-amz-checksum-sha1', text()),
  ChecksumSHA256: header('x-amz-checksum-sha256', text()),
  ChecksumSHA512: header('x-amz-checksum-sha512', text()),
  ChecksumMD5: header('x-amz-checksum-md5', text()),
  ChecksumXXHASH64: header('x-amz-checksum-xxhash64', text()),
  ChecksumXXHASH3: header('x-amz-checksum-xxhash3', text()),
  ChecksumXXHASH128: header('x-amz-checksum-xxhash128', text()),
  ChecksumType: header('x-amz-checksum-type', oneOf('FULL_OBJECT', 'COMPOSITE')),
  MpuObjectSize: header('x-amz-mp-object-size', integer(0)),
  IfMatch: header('if-match', text(), { conditionKey: 's3:if-match' }),
  IfNoneMatch: header('if-none-match', text(), { conditionKey: 's3:if-none-match' }),
  ...customerKeyHeaders,
};

type CompleteInput = InferFields<typeof input>;

export const completeMultipartUpload = defineOperation({
  name: 'CompleteMultipartUpload',
  summary: 'Make an object of the parts of an upload.',
  http: { method: 'POST', path: '/{Bucket}/{Key+}', query: ['uploadId'] },
  input,
  body: optionalXmlBody('CompleteMultipartUpload', completedUploadShape, {
    limitBytes: maxDocumentBytes,
  }),
  output: {
    headers: ['x-amz-version-id', 'x-amz-expiration', ...encryptionReplyHeaders],
    document: {
      root: 'CompleteMultipartUploadResult',
      shape: structure({
        Location: text(),
        Bucket: text(),
        Key: text(),
        ETag: text(),
        ChecksumType: optional(text()),
        ...checksumMembers,
      }),
    },
  },
  errors: [
    'BadDigest',
    'EntityTooSmall',
    'InvalidPart',
    'InvalidPartOrder',
    'InvalidRequest',
    'MalformedXML',
    'NoSuchKey',
    'NoSuchUpload',
    'NotImplemented',
    'PreconditionFailed',
  ],
  events: ['ObjectCreated:CompleteMultipartUpload'],
  authorize: ({ Bucket, Key, IfMatch }) => {
    const resource = objectArn(Bucket, Key);
    const put = { action: 's3:PutObject', resource };
    const isReading = IfMatch !== undefined && bareEtag(IfMatch) !== '*';
    return isReading ? [put, { action: 's3:GetObject', resource }] : [put];
  },
  async handle(context) {
    if (context.body === undefined) return context.fail('MalformedXML');
    const done = await complete(context, context.input, context.body);
    const { checksum } = done;
    return {
      headers: {
        'x-amz-version-id': shownVersionId(context, done.versionId),
        ...encryptionReply(done.encryption),
      },
      document: {
        Location: locationOf(context),
        Bucket: context.bucket.name,
        Key: context.input.Key,
        ETag: `"${done.etag}"`,
        ChecksumType: checksum?.type,
        ...(checksum === undefined ? {} : checksumMember(checksum.algorithm, checksum.value)),
      },
    };
  },
});

interface Done extends Pick<CompletedUpload, 'versionId' | 'etag' | 'checksum'> {
  readonly encryption?: Encryption | undefined;
}

const event = 'ObjectCreated:CompleteMultipartUpload';

async function complete(
  context: EventContext,
  wanted: CompleteInput,
  { Part }: Infer<typeof completedUploadShape>,
): Promise<Done> {
  const { bucket, stores } = context;
  const condition = writeCondition(wanted.IfMatch, wanted.IfNoneMatch);
  const name = { bucketId: bucket.id, key: wanted.Key, uploadId: wanted.UploadId };
  const earlier = await stores.uploads.completed(name.bucketId, name.key, name.uploadId);
  if (earlier !== undefined) return earlier;
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const upload = await findUpload(context, wanted);
    await checkKey(context, upload.encryption, wanted);
    const parts = chosenParts(upload, Part, await allParts(stores, upload));
    const etag = etagOfParts(parts);
    const checksum = checksumOfParts(upload, parts);
    const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
    checkClaims(wanted, checksum, sizeBytes);
    const result = await stores.uploads.complete({
      ...name,
      chosen: parts.map(({ number, blob }) => ({ number, blobId: blob.id })),
      etag,
      checksum,
      mode: versionMode(context),
      condition,
      announcements: await announcementsFor(context, event, { key: name.key, sizeBytes, etag }),
    });
    if (result.kind === 'put') {
      return { versionId: result.versionId, etag, checksum, encryption: upload.encryption };
    }
    if (result.kind === 'already-completed') return result.completed;
    if (result.kind === 'no-such-upload') throw noSuchUpload(wanted.UploadId);
    if (result.kind !== 'parts-changed') throw writeFailure(result, bucket.name, wanted.Key);
  }
  throw new ServiceError('OperationAborted');
}

/**
 * The parts are there already; but who completes an upload must be allowed to read them, as on AWS,
 * where that is what completing takes.
 * @throws ServiceError InvalidRequest where the customer's key is not the upload's, what KMS refuses
 */
async function checkKey(
  { kmsKeys }: BucketContext,
  encryption: Encryption | undefined,
  wanted: CompleteInput,
): Promise<void> {
  const brought = customerKey(wanted);
  if (encryption?.kind === 'aws:kms') await kmsKeys.open(encryption, 'kms:Decrypt');
  const isCustomers = encryption?.kind === 'customer';
  if (brought?.md5 === (isCustomers ? encryption.keyMd5 : undefined)) return;
  throw new ServiceError('InvalidRequest', {
    message: 'The provided encryption parameters did not match the ones used originally.',
  });
}

/** @throws ServiceError BadDigest, InvalidRequest where the object is not what the client says */
function checkClaims(
  wanted: CompleteInput,
  checksum: Checksum | undefined,
  sizeBytes: number,
): void {
  if (wanted.MpuObjectSize !== undefined && wanted.MpuObjectSize !== sizeBytes) {
    throw new ServiceError('InvalidRequest', {
      message: `The provided 'x-amz-mp-object-size' header does not match what was computed: ${sizeBytes}.`,
    });
  }
  if (checksum === undefined) return;
  if (wanted.ChecksumType !== undefined && wanted.ChecksumType !== checksum.type) {
    throw new ServiceError('InvalidRequest', {
      message: `The upload was created using the ${checksum.type} checksum mode. The complete request must use the same checksum mode.`,
    });
  }
  const claimed = wanted[`Checksum${checksum.algorithm}`];
  if (claimed === undefined || claimed === checksum.value) return;
  throw new ServiceError('BadDigest', {
    message: `The ${checksum.algorithm.toLowerCase()} you specified did not match the calculated checksum.`,
  });
}

/** The address of the object, as the client wrote it. */
function locationOf({ request }: BucketContext): string {
  const scheme = request.secure ? 'https' : 'http';
  return `${scheme}://${request.headers.get('host') ?? ''}${request.rawPath}`;
}
