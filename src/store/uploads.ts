import type { BlobRef } from './blobs/blobs.ts';
import type {
  Checksum,
  ChecksumAlgorithm,
  ConditionFailure,
  ObjectAttributes,
  Owner,
  PutDone,
  VersionMode,
  WriteCondition,
} from './objects.ts';
import type { Announcement } from './outbox.ts';

/** What is kept about multipart uploads and their parts. */

export interface Initiator {
  /** ARN of the principal that began the upload. */
  readonly arn: string;
  readonly displayName: string;
}

export interface NewUpload extends ObjectAttributes, Owner {
  readonly bucketId: number;
  readonly key: string;
  readonly initiator: Initiator;
  readonly checksumAlgorithm?: ChecksumAlgorithm | undefined;
  readonly checksumType?: 'FULL_OBJECT' | 'COMPOSITE' | undefined;
}

export interface Upload extends NewUpload {
  /** Upload ids of a key sort in the order in which the uploads began. */
  readonly uploadId: string;
  readonly initiatedAtMs: number;
  readonly partSet: number;
}

export interface UploadedPart {
  readonly number: number;
  readonly sizeBytes: number;
  readonly etag: string;
  /** Base64, of the upload's algorithm. */
  readonly checksum: string | undefined;
  readonly lastModifiedMs: number;
  readonly blob: BlobRef;
}

export interface PutPart {
  readonly bucketId: number;
  readonly key: string;
  readonly uploadId: string;
  readonly number: number;
  readonly sizeBytes: number;
  readonly etag: string;
  readonly checksum?: string | undefined;
  /** Taken over, whatever the result. */
  readonly blob: BlobRef;
}

export interface PartPage {
  readonly parts: readonly UploadedPart[];
  readonly truncated: boolean;
}

export interface CompleteUpload {
  readonly bucketId: number;
  readonly key: string;
  readonly uploadId: string;
  /** In ascending order. The blob id says which body of the part the caller has looked at. */
  readonly chosen: readonly { readonly number: number; readonly blobId: number }[];
  /** Of the whole object, computed by the caller. */
  readonly etag: string;
  readonly checksum?: Checksum | undefined;
  readonly mode: VersionMode;
  readonly condition?: WriteCondition | undefined;
  /** Kept in the same transaction, when the change is made. */
  readonly announcements?: readonly Announcement[] | undefined;
}

/** What an earlier, equal CompleteMultipartUpload answered. */
export interface CompletedUpload {
  readonly versionId: string;
  readonly etag: string;
  readonly checksum: Checksum | undefined;
  readonly lastModifiedMs: number;
}

export type CompleteResult =
  | PutDone
  | { readonly kind: 'already-completed'; readonly completed: CompletedUpload }
  | { readonly kind: 'no-such-upload' }
  /** A part was uploaded again or the upload changed meanwhile: list the parts again. */
  | { readonly kind: 'parts-changed' }
  | ConditionFailure;

export interface ListUploads {
  readonly bucketId: number;
  readonly prefix: string;
  readonly delimiter: string;
  readonly keyMarker: string;
  /** Ignored without a key marker (AWS: ListMultipartUploads). */
  readonly uploadIdMarker?: string | undefined;
  readonly limit: number;
}

export interface UploadPage {
  /** By key, then in the order in which they began. */
  readonly uploads: readonly Upload[];
  readonly commonPrefixes: readonly string[];
  readonly truncated: boolean;
  readonly nextKeyMarker: string | undefined;
  readonly nextUploadIdMarker: string | undefined;
}

export interface Uploads {
  create(upload: NewUpload): Promise<Upload | { readonly kind: 'no-such-bucket' }>;
  get(bucketId: number, key: string, uploadId: string): Promise<Upload | undefined>;
  /** The remembered result of an upload that was completed some time ago. */
  completed(bucketId: number, key: string, uploadId: string): Promise<CompletedUpload | undefined>;
  /** A part that is there already is replaced. */
  putPart(
    part: PutPart,
  ): Promise<{ kind: 'put'; lastModifiedMs: number } | { kind: 'no-such-upload' }>;
  parts(upload: Upload, after: number, limit: number): Promise<PartPage>;
  list(input: ListUploads): Promise<UploadPage>;
  /** Turns the chosen parts into the object, and frees the others, in one transaction. */
  complete(input: CompleteUpload): Promise<CompleteResult>;
  abort(bucketId: number, key: string, uploadId: string): Promise<'aborted' | 'no-such-upload'>;
  /** Forgets results of uploads that were completed before that time. A job calls it. */
  forgetCompleted(beforeMs: number): Promise<number>;
}
