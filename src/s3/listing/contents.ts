import { checksumAlgorithms } from '../../http/checksums/algorithms.ts';
import {
  flattenedList,
  integer,
  oneOf,
  optional,
  structure,
  text,
  timestamp,
} from '../../operation/shape.ts';
import type { ListedObject } from '../../store/objects.ts';
import { ownerShape } from '../acl/document.ts';
import { storageClasses } from '../storage-class.ts';
import type { Encode } from './encode.ts';
import type { OwnerMember } from './owners.ts';

/** One object of ListObjects and ListObjectsV2. */
export const contentsShape = flattenedList(
  structure({
    Key: text(),
    LastModified: timestamp(),
    ETag: text(),
    ChecksumAlgorithm: optional(flattenedList(oneOf(...checksumAlgorithms))),
    ChecksumType: optional(oneOf('FULL_OBJECT', 'COMPOSITE')),
    Size: integer(),
    Owner: optional(ownerShape),
    StorageClass: oneOf<string>(...storageClasses),
  }),
);

export const commonPrefixesShape = flattenedList(structure({ Prefix: text() }));

/** @param owner undefined where the listing does not tell owners */
export function contentsMember(
  object: ListedObject,
  encode: Encode,
  owner: OwnerMember | undefined,
) {
  const { checksum } = object;
  return {
    Key: encode(object.key),
    LastModified: object.lastModifiedMs,
    ETag: `"${object.etag}"`,
    ChecksumAlgorithm: checksum === undefined ? undefined : [checksum.algorithm],
    ChecksumType: checksum?.type,
    Size: object.sizeBytes,
    Owner: owner,
    StorageClass: object.storageClass,
  };
}
