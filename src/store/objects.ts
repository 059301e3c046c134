import type { BlobRef, ByteRange } from './blobs/blobs.ts';
import type { Tag } from './buckets.ts';
import type { Announcement } from './outbox.ts';

/** What is kept about objects and their versions. */

export type ChecksumAlgorithm =
  | 'CRC32'
  | 'CRC32C'
  | 'CRC64NVME'
  | 'SHA1'
  | 'SHA256'
  | 'SHA512'
  | 'MD5'
  | 'XXHASH64'
  | 'XXHASH3'
  | 'XXHASH128';

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
  /** Base64; a composite one ends in `-` and the number of parts. */
  readonly value: string;
}

export type LockMode = 'GOVERNANCE' | 'COMPLIANCE';

export interface Retention {
  readonly mode: LockMode;
  readonly untilMs: number;
}

export type Encryption =
  | { readonly kind: 'AES256'; readonly wrappedDataKey: string; readonly keyId: string }
  | {
      readonly kind: 'aws:kms';
      readonly wrappedDataKey: string;
      readonly keyId: string;
      readonly bucketKeyEnabled: boolean;
      readonly context?: string;
    }
  | { readonly kind: 'customer'; readonly keyMd5: string; readonly salt: string };

/** What a client says about an object and gets back as it was. */
export interface ObjectAttributes {
  readonly contentType: string | undefined;
  readonly cacheControl?: string | undefined;
  readonly contentDisposition?: string | undefined;
  readonly contentEncoding?: string | undefined;
  readonly contentLanguage?: string | undefined;
  /** The text of the Expires header. */
  readonly expires?: string | undefined;
  /** In the order in which they came; names without `x-amz-meta-`. */
  readonly userMetadata: readonly (readonly [name: string, value: string])[];
  /** 'STANDARD' when the client said nothing. */
  readonly storageClass: string;
  readonly websiteRedirectLocation?: string | undefined;
  readonly tags?: readonly Tag[] | undefined;
  /** Text of the ACL; undefined: the owner's full control only. */
  readonly acl?: string | undefined;
  readonly encryption?: Encryption | undefined;
  readonly retention?: Retention | undefined;
  readonly legalHold?: boolean | undefined;
}

export interface Owner {
  /** 12 digits. */
  readonly accountId: string;
  /** The canonical id. */
  readonly ownerId: string;
}

export type ObjectBody =
  | { readonly kind: 'blob'; readonly blob: BlobRef }
  /** The parts of a completed upload; read those that a range needs with `Objects.parts`. */
  | { readonly kind: 'parts'; readonly partSet: number; readonly partCount: number };

export interface ObjectPart {
  readonly number: number;
  /** Where the part begins in the object. */
  readonly startBytes: number;
  readonly sizeBytes: number;
  readonly etag: string;
  readonly checksum: string | undefined;
  readonly blob: BlobRef;
}

export interface ObjectVersion extends ObjectAttributes, Owner {
  readonly isDeleteMarker: false;
  readonly key: string;
  /** 'null' or 32 characters. */
  readonly versionId: string;
  /** Grows with every version of a key. */
  readonly sequence: number;
  readonly isLatest: boolean;
  readonly lastModifiedMs: number;
  readonly sizeBytes: number;
  /** Without quotes. */
  readonly etag: string;
  readonly checksum: Checksum | undefined;
  readonly body: ObjectBody;
}

export interface DeleteMarker extends Owner {
  readonly isDeleteMarker: true;
  readonly key: string;
  readonly versionId: string;
  readonly sequence: number;
  readonly isLatest: boolean;
  readonly lastModifiedMs: number;
}

export type Version = ObjectVersion | DeleteMarker;

/**
 * What a write does to the version that is there, decided by the caller from the bucket's state:
 * 'replace-null' for Unversioned and Suspended, 'new-version' for Enabled.
 */
export type VersionMode = 'replace-null' | 'new-version';

/** Evaluated inside the transaction. ETags without quotes. */
export interface WriteCondition {
  /** The current object must have this ETag ('*': must exist). */
  readonly ifMatch?: string | undefined;
  /** '*': there must be no current object; an ETag: it must not have this one. */
  readonly ifNoneMatch?: string | undefined;
  readonly ifLastModifiedMs?: number | undefined;
  readonly ifSizeBytes?: number | undefined;
  /** The very version that the caller saw, be it a delete marker. */
  readonly ifSequence?: number | undefined;
}

export interface PutObject extends ObjectAttributes, Owner {
  readonly bucketId: number;
  readonly key: string;
  /** The size that clients see; the blob's own can differ when it is encrypted. */
  readonly sizeBytes: number;
  readonly etag: string;
  readonly checksum?: Checksum | undefined;
  /** Taken over: freed or discarded by the store whatever the result is. */
  readonly blob: BlobRef;
  readonly mode: VersionMode;
  readonly condition?: WriteCondition | undefined;
  /** Kept in the same transaction, when the change is made. */
  readonly announcements?: readonly Announcement[] | undefined;
}

export type ConditionFailure =
  | { readonly kind: 'no-such-bucket' }
  /** If-Match on a key that has no current object. */
  | { readonly kind: 'no-such-key' }
  | { readonly kind: 'precondition-failed'; readonly condition: 'If-Match' | 'If-None-Match' };

export interface PutDone {
  readonly kind: 'put';
  readonly versionId: string;
  readonly sequence: number;
  readonly lastModifiedMs: number;
}
export type PutResult = PutDone | ConditionFailure;

export interface DeleteObject extends Owner {
  readonly bucketId: number;
  readonly key: string;
  /**
   * 'remove': the object of an unversioned bucket goes. 'marker': a delete marker with a new
   * version id (Enabled). 'null-marker': one with the id 'null' that replaces the null version (Suspended).
   */
  readonly mode: 'remove' | 'marker' | 'null-marker';
  readonly condition?: WriteCondition | undefined;
  /** Kept in the same transaction, when the change is made. */
  readonly announcements?: readonly Announcement[] | undefined;
}

export type DeleteResult =
  | { readonly kind: 'removed'; readonly existed: boolean; readonly sequence: number }
  | { readonly kind: 'marked'; readonly versionId: string; readonly sequence: number }
  | ConditionFailure;

export interface DeleteVersion {
  readonly bucketId: number;
  readonly key: string;
  readonly versionId: string;
  readonly condition?: WriteCondition | undefined;
  /** Whether a governance lock may be passed over. */
  readonly bypassGovernance?: boolean;
  /** Kept in the same transaction, when the change is made. */
  readonly announcements?: readonly Announcement[] | undefined;
}

export type DeleteVersionResult =
  | { readonly kind: 'deleted'; readonly wasDeleteMarker: boolean; readonly sequence: number }
  | { readonly kind: 'missing' }
  /** A retention that has not ended, or a legal hold. */
  | { readonly kind: 'locked' }
  | ConditionFailure;

export interface VersionChange {
  readonly tags?: readonly Tag[] | undefined;
  readonly acl?: string | undefined;
  readonly retention?: Retention | undefined;
  readonly legalHold?: boolean | undefined;
  readonly storageClass?: string;
  /** Changes nothing ('missing') where the version is another one than the caller saw. */
  readonly ifSequence?: number;
  /** Kept in the same transaction, when the change is made. */
  readonly announcements?: readonly Announcement[] | undefined;
}

/** A rename within a bucket that has no versioning. */
export interface RenameObject {
  readonly bucketId: number;
  /** The object as the caller saw it: another one by then is not renamed. */
  readonly source: Pick<ObjectVersion, 'key' | 'sequence'>;
  /** The new name, and the object that the caller saw under it and that goes. */
  readonly target: { readonly key: string; readonly sequence: number | undefined };
  readonly encryption: Encryption | undefined;
  /** What makes the rename happen once: a name of the client's, and what it asked for. */
  readonly token: RenameToken | undefined;
}

export interface RenameToken {
  readonly name: string;
  readonly request: string;
}

export type RenameResult = 'renamed' | 'changed' | 'has-versions' | 'no-such-bucket';

export interface ListObjects {
  readonly bucketId: number;
  readonly prefix: string;
  /** '' for none. */
  readonly delimiter: string;
  /** Elements (keys and common prefixes) after this text, by their bytes. '' for the start. */
  readonly after: string;
  /** At most so many keys and common prefixes together. */
  readonly limit: number;
}

export type ListedObject = Pick<
  ObjectVersion,
  | 'key'
  | 'lastModifiedMs'
  | 'sizeBytes'
  | 'etag'
  | 'storageClass'
  | 'accountId'
  | 'ownerId'
  | 'checksum'
>;

export interface ObjectPage {
  readonly objects: readonly ListedObject[];
  readonly commonPrefixes: readonly string[];
  readonly truncated: boolean;
  /** The last element, when truncated: `after` of the next page. */
  readonly next: string | undefined;
}

export interface ListVersions {
  readonly bucketId: number;
  readonly prefix: string;
  readonly delimiter: string;
  readonly keyMarker: string;
  /** With it the listing goes on after this version of `keyMarker`, which need not exist any more. */
  readonly versionIdMarker?: string | undefined;
  readonly limit: number;
}

export interface ListedDeleteMarker extends DeleteMarker {}
export interface ListedVersion extends ListedObject {
  readonly isDeleteMarker: false;
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly sequence: number;
}

export interface VersionPage {
  /** By key, the newest version first. */
  readonly versions: readonly (ListedVersion | ListedDeleteMarker)[];
  readonly commonPrefixes: readonly string[];
  readonly truncated: boolean;
  readonly nextKeyMarker: string | undefined;
  /** undefined when the page ended with a common prefix. */
  readonly nextVersionIdMarker: string | undefined;
}

export interface Objects {
  put(object: PutObject): Promise<PutResult>;
  /** The current version, which may be a delete marker: one indexed read. */
  current(bucketId: number, key: string): Promise<Version | undefined>;
  version(bucketId: number, key: string, versionId: string): Promise<Version | undefined>;
  delete(input: DeleteObject): Promise<DeleteResult>;
  deleteVersion(input: DeleteVersion): Promise<DeleteVersionResult>;
  /** A member that is absent stays; one that is undefined is removed. LastModified stays. */
  update(
    bucketId: number,
    key: string,
    versionId: string,
    change: VersionChange,
  ): Promise<'updated' | 'missing'>;
  /** Sets the retention of a version where it still is as the caller saw it. */
  replaceRetention(
    bucketId: number,
    version: Pick<ObjectVersion, 'key' | 'versionId' | 'retention'>,
    retention: Retention | undefined,
  ): Promise<'updated' | 'changed'>;
  /** Moves an object to another name in one step; everything about it stays. */
  rename(input: RenameObject): Promise<RenameResult>;
  /** What was asked for with a token, where it was done in the last day. */
  renamed(bucketId: number, token: string): Promise<string | undefined>;
  /** Parts of a completed upload that overlap the range, in order; all without one. */
  parts(partSet: number, range?: ByteRange): Promise<readonly ObjectPart[]>;
  list(input: ListObjects): Promise<ObjectPage>;
  listVersions(input: ListVersions): Promise<VersionPage>;
}
