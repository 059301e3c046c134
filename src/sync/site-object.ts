/** What an object is sent with, besides its bytes. */
export interface ObjectHeaders {
  readonly contentType: string;
  readonly contentEncoding?: string | undefined;
  readonly cacheControl?: string | undefined;
  /** The text of the Expires header. */
  readonly expires?: string | undefined;
  /** Where a website sends the visitors of this object. */
  readonly redirect?: string | undefined;
  readonly acl?: string | undefined;
  readonly storageClass?: string | undefined;
  /** `AES256` or `aws:kms`; undefined leaves it to the bucket. */
  readonly encryption?: string | undefined;
  readonly kmsKeyId?: string | undefined;
}

/** Where the bytes of an object come from. */
export type ObjectSource =
  | { readonly kind: 'file'; readonly path: string }
  /** A redirect has no bytes. */
  | { readonly kind: 'empty' }
  /** An object in the same bucket: a release that is kept there. */
  | { readonly kind: 'object'; readonly key: string };

/** An object as the folder and the rules want it. */
export interface SiteObject {
  /** With the prefix. */
  readonly key: string;
  readonly source: ObjectSource;
  readonly sizeBytes: number;
  /** Of the bytes that are sent, in hexadecimal digits. */
  readonly md5: string;
  /** The ETags that these bytes are known to have: their MD5, and those of uploads in parts. */
  readonly etags: readonly string[];
  readonly headers: ObjectHeaders;
}

/** An object as a listing shows it. */
export interface RemoteObject {
  readonly key: string;
  /** Without quotes. */
  readonly etag: string;
  readonly sizeBytes: number;
  readonly lastModifiedMs: number;
}

/** Headers as they were found, which may be any. */
export type FoundHeaders = { readonly [Name in keyof ObjectHeaders]?: string | undefined };

/** What HEAD tells of an object. The ACL is not among it: the mark remembers that. */
export interface Inspection {
  readonly headers: FoundHeaders;
  /** The text of the one user-metadata field that is ours. */
  readonly mark: string | undefined;
}

/** Pages link to assets: they are sent after them, and are not kept when they are gone. */
export function isPage({ contentType, redirect }: FoundHeaders): boolean {
  return (
    redirect !== undefined || /^(text\/html|application\/xhtml\+xml)\b/.test(contentType ?? '')
  );
}

/** Keys compare as bytes, as S3 lists them. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
