import { ServiceError } from '../../operation/errors.ts';
import type { ObjectAttributes } from '../../store/objects.ts';
import { defaultStorageClass } from '../storage-class.ts';
import { parseTagHeader } from '../tags.ts';
import { checkUserMetadata } from '../user-metadata.ts';
import type { AttributeInput, DescriptiveInput } from './attribute-fields.ts';

type Described = Pick<
  ObjectAttributes,
  | 'contentType'
  | 'cacheControl'
  | 'contentDisposition'
  | 'contentEncoding'
  | 'contentLanguage'
  | 'expires'
  | 'userMetadata'
>;

/**
 * What a client says about an object in the headers that are given back as they came.
 * @throws ServiceError MetadataTooLarge
 */
export function describedBy(input: DescriptiveInput): Described {
  checkUserMetadata(input.Metadata);
  return {
    contentType: input.ContentType,
    cacheControl: input.CacheControl,
    contentDisposition: input.ContentDisposition,
    contentEncoding: withoutChunking(input.ContentEncoding),
    contentLanguage: input.ContentLanguage,
    expires: input.Expires,
    userMetadata: input.Metadata,
  };
}

/** `aws-chunked` is about the transfer: it is not kept. */
function withoutChunking(encoding: string | undefined): string | undefined {
  if (encoding === undefined) return undefined;
  if (!/aws-chunked/i.test(encoding)) return encoding;
  const kept = encoding
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name.toLowerCase() !== 'aws-chunked');
  return kept.length === 0 ? undefined : kept.join(', ');
}

type Classified = Pick<ObjectAttributes, 'storageClass' | 'websiteRedirectLocation' | 'tags'>;

/** @throws ServiceError InvalidRedirectLocation, and those of tags */
export function classifiedBy(
  input: Pick<AttributeInput, 'StorageClass' | 'WebsiteRedirectLocation' | 'Tagging'>,
): Classified {
  const redirect = input.WebsiteRedirectLocation;
  if (redirect !== undefined && !/^(\/|https?:\/\/)/.test(redirect)) {
    throw new ServiceError('InvalidRedirectLocation');
  }
  const tags = input.Tagging === undefined ? undefined : parseTagHeader(input.Tagging);
  return {
    storageClass: input.StorageClass ?? defaultStorageClass,
    websiteRedirectLocation: redirect,
    tags: tags?.length === 0 ? undefined : tags,
  };
}
