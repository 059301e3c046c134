import { header, type InferFields, prefixedHeaders } from '../../operation/field.ts';
import { text } from '../../operation/shape.ts';
import { objectAclHeaders } from '../acl/headers.ts';
import { encryptionHeaders } from '../encryption/headers.ts';
import { lockHeaders } from '../lock/headers.ts';
import { storageClassHeader } from '../storage-class.ts';

/** The headers that describe an object and are kept with it. */
export const descriptiveHeaders = {
  CacheControl: header('cache-control', text()),
  ContentDisposition: header('content-disposition', text()),
  ContentEncoding: header('content-encoding', text()),
  ContentLanguage: header('content-language', text()),
  ContentType: header('content-type', text()),
  Expires: header('expires', text()),
  Metadata: prefixedHeaders('x-amz-meta-'),
};

/** Every header with which PutObject, CopyObject and CreateMultipartUpload make an object. */
export const attributeFields = {
  ...descriptiveHeaders,
  ...objectAclHeaders,
  ...encryptionHeaders,
  ...lockHeaders,
  StorageClass: storageClassHeader,
  WebsiteRedirectLocation: header('x-amz-website-redirect-location', text(), {
    conditionKey: 's3:x-amz-website-redirect-location',
  }),
  Tagging: header('x-amz-tagging', text()),
};

export type DescriptiveInput = InferFields<typeof descriptiveHeaders>;
export type AttributeInput = InferFields<typeof attributeFields>;
