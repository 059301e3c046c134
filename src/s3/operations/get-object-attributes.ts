import { ServiceError } from '../../operation/errors.ts';
import { bucketLabel, header, keyLabel, required } from '../../operation/field.ts';
import type { Requirement } from '../../operation/requirement.ts';
import {
  boolean,
  flattenedList,
  type Infer,
  integer,
  oneOf,
  optional,
  structure,
  text,
} from '../../operation/shape.ts';
import type { ObjectVersion } from '../../store/objects.ts';
import { objectArn } from '../arn.ts';
import { type BucketContext, defineOperation } from '../define.ts';
import { customerKeyHeaders } from '../encryption/headers.ts';
import { expectCustomerKey } from '../encryption/object-key.ts';
import { maxPageSize } from '../listing/fields.ts';
import { checksumMember, checksumMembers } from '../object/checksum-fields.ts';
import { findVersion, shownVersionId } from '../object/find-version.ts';
import { versionIdQuery } from '../object/read-fields.ts';
import { revealRequirement } from '../object/read-object.ts';

const attributeNames = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];

const partsShape = structure({
  PartsCount: integer(),
  PartNumberMarker: optional(integer()),
  NextPartNumberMarker: optional(integer()),
  MaxParts: optional(integer()),
  IsTruncated: optional(boolean()),
  Part: optional(
    flattenedList(structure({ PartNumber: integer(), Size: integer(), ...checksumMembers })),
  ),
});

export const getObjectAttributes = defineOperation({
  name: 'GetObjectAttributes',
  summary: 'Return chosen facts about an object: ETag, checksum, parts, class, size.',
  http: { method: 'GET', path: '/{Bucket}/{Key+}', query: ['attributes'] },
  input: {
    Bucket: bucketLabel,
    Key: keyLabel,
    VersionId: versionIdQuery,
    ObjectAttributes: required(header('x-amz-object-attributes', text())),
    MaxParts: header('x-amz-max-parts', integer(0)),
    PartNumberMarker: header('x-amz-part-number-marker', integer(0)),
    RequestPayer: header('x-amz-request-payer', oneOf('requester')),
    ...customerKeyHeaders,
  },
  output: {
    headers: ['last-modified', 'x-amz-version-id'],
    document: {
      root: 'GetObjectAttributesResponse',
      shape: structure({
        ETag: optional(text()),
        Checksum: optional(structure({ ...checksumMembers, ChecksumType: optional(text()) })),
        ObjectParts: optional(partsShape),
        StorageClass: optional(text()),
        ObjectSize: optional(integer()),
      }),
    },
  },
  errors: ['InvalidArgument', 'MethodNotAllowed', 'NoSuchKey', 'NoSuchVersion'],
  authorize: attributeRequirements,
  revealMissing: revealRequirement,
  async handle(context) {
    const { input } = context;
    const asked = askedAttributes(input.ObjectAttributes);
    const version = await findVersion(context, input.Key, input.VersionId);
    expectCustomerKey(version.encryption, input);
    const { checksum } = version;
    return {
      headers: {
        'last-modified': new Date(version.lastModifiedMs).toUTCString(),
        'x-amz-version-id': shownVersionId(context, version.versionId),
      },
      document: {
        ETag: asked.has('ETag') ? version.etag : undefined,
        Checksum:
          asked.has('Checksum') && checksum !== undefined
            ? { ...checksumMember(checksum.algorithm, checksum.value), ChecksumType: checksum.type }
            : undefined,
        ObjectParts: asked.has('ObjectParts')
          ? await partsOf(context, version, input.PartNumberMarker, input.MaxParts)
          : undefined,
        StorageClass: asked.has('StorageClass') ? version.storageClass : undefined,
        ObjectSize: asked.has('ObjectSize') ? version.sizeBytes : undefined,
      },
    };
  },
});

function attributeRequirements(input: {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId: string | undefined;
}): readonly Requirement[] {
  const resource = objectArn(input.Bucket, input.Key);
  const actions =
    input.VersionId === undefined
      ? ['s3:GetObject', 's3:GetObjectAttributes']
      : ['s3:GetObjectVersion', 's3:GetObjectVersionAttributes'];
  return actions.map((action) => ({ action, resource }));
}

/** @throws ServiceError InvalidArgument */
function askedAttributes(value: string): ReadonlySet<string> {
  const asked = value.split(',').map((name) => name.trim());
  const unknown = asked.find((name) => !attributeNames.includes(name));
  if (unknown === undefined) return new Set(asked);
  throw new ServiceError('InvalidArgument', {
    message: 'Invalid attribute name specified.',
    fields: { ArgumentName: 'x-amz-object-attributes', ArgumentValue: unknown },
  });
}

/** Parts are told of uploads only, and one by one only where each has a checksum of its own. */
async function partsOf(
  { stores }: BucketContext,
  { body, checksum }: ObjectVersion,
  marker = 0,
  maxParts = maxPageSize,
): Promise<Infer<typeof partsShape> | undefined> {
  if (body.kind === 'blob') return undefined;
  const all = await stores.objects.parts(body.partSet);
  if (checksum === undefined) return { PartsCount: body.partCount };
  const limit = Math.min(maxParts, maxPageSize);
  const after = all.filter(({ number }) => number > marker);
  const page = after.slice(0, limit);
  return {
    PartsCount: body.partCount,
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: limit,
    IsTruncated: after.length > page.length,
    Part: page.map((part) => ({
      PartNumber: part.number,
      Size: part.sizeBytes,
      ...checksumMember(checksum.algorithm, part.checksum),
    })),
  };
}
