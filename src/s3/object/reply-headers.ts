import type { ObjectVersion } from '../../store/objects.ts';
import type { BucketContext } from '../define.ts';
import { encryptionReply, encryptionReplyHeaders } from '../encryption/reply.ts';
import { defaultStorageClass } from '../storage-class.ts';
import { checksumHeaders } from './checksum-fields.ts';
import { shownVersionId } from './find-version.ts';

const defaultContentType = 'binary/octet-stream';

/** Every header that a reply about an object may have. */
export const objectReplyHeaders = [
  'accept-ranges',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'expires',
  'last-modified',
  'x-amz-expiration',
  'x-amz-mp-parts-count',
  'x-amz-object-lock-legal-hold',
  'x-amz-object-lock-mode',
  'x-amz-object-lock-retain-until-date',
  'x-amz-storage-class',
  'x-amz-tagging-count',
  'x-amz-version-id',
  'x-amz-website-redirect-location',
  ...encryptionReplyHeaders,
  ...checksumHeaders,
] as const;

type ObjectHeader = (typeof objectReplyHeaders)[number];
export type ObjectHeaders = { readonly [K in ObjectHeader]?: string | undefined };

/** The headers that GET, HEAD and 304 have in common. */
export function validatorHeaders(
  context: Pick<BucketContext, 'bucket'>,
  version: ObjectVersion,
): ObjectHeaders {
  return {
    etag: `"${version.etag}"`,
    'last-modified': new Date(version.lastModifiedMs).toUTCString(),
    'cache-control': version.cacheControl,
    expires: version.expires,
    'x-amz-version-id': shownVersionId(context, version.versionId),
  };
}

interface MadeHeaders {
  readonly versioning: string;
  readonly headers: ObjectHeaders;
}

const made = new WeakMap<ObjectVersion, MadeHeaders>();

/**
 * All that is said about a version in the headers of GET and HEAD, but for range and checksum. Made
 * once for each version that is in memory: it took 5 us of each request.
 */
export function versionHeaders(
  context: Pick<BucketContext, 'bucket'>,
  version: ObjectVersion,
): ObjectHeaders {
  const { versioning } = context.bucket;
  const known = made.get(version);
  if (known?.versioning === versioning) return known.headers;
  const all = Object.entries(makeHeaders(context, version));
  const headers = Object.fromEntries(all.filter(([, value]) => value !== undefined));
  made.set(version, { versioning, headers });
  return headers;
}

function makeHeaders(
  context: Pick<BucketContext, 'bucket'>,
  version: ObjectVersion,
): ObjectHeaders {
  const { tags, retention, storageClass } = version;
  return {
    ...validatorHeaders(context, version),
    'accept-ranges': 'bytes',
    'content-type': version.contentType ?? defaultContentType,
    'content-disposition': version.contentDisposition,
    'content-encoding': version.contentEncoding,
    'content-language': version.contentLanguage,
    'x-amz-website-redirect-location': version.websiteRedirectLocation,
    'x-amz-storage-class': storageClass === defaultStorageClass ? undefined : storageClass,
    'x-amz-tagging-count': tags === undefined || tags.length === 0 ? undefined : `${tags.length}`,
    'x-amz-object-lock-mode': retention?.mode,
    'x-amz-object-lock-retain-until-date':
      retention === undefined ? undefined : new Date(retention.untilMs).toISOString(),
    'x-amz-object-lock-legal-hold':
      version.legalHold === undefined ? undefined : version.legalHold ? 'ON' : 'OFF',
    ...encryptionReply(version.encryption),
  };
}

/** `x-amz-meta-*`, in the order in which it came. */
export function metadataHeaders(
  version: ObjectVersion,
): readonly (readonly [name: string, value: string])[] {
  return version.userMetadata.map(([name, value]) => [`x-amz-meta-${name}`, value] as const);
}
