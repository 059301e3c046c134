import { streamBody } from '../../operation/document.ts';
import { bucketLabel, header, keyLabel } from '../../operation/field.ts';
import { structure, text } from '../../operation/shape.ts';
import { writeDocument } from '../../operation/xml-write.ts';
import { type BucketContext, defineOperation } from '../define.ts';
import { encryptionReply, encryptionReplyHeaders } from '../encryption/reply.ts';
import { attributeFields } from '../object/attribute-fields.ts';
import { checksumHeaders, checksumReply } from '../object/checksum-fields.ts';
import { shownVersionId } from '../object/find-version.ts';
import { type StoredObject, storeObject } from '../object/store-object.ts';
import { writeRequirements } from '../object/write-requirements.ts';
import { withRequester } from '../requester-pays.ts';

/** The one document of S3 that has no namespace. */
const postResponse = structure({ Location: text(), Bucket: text(), Key: text(), ETag: text() });

/**
 * A browser's form. AWS's model does not have it, because its clients never send one. By the time
 * the operation begins, the fields of the form stand where headers stand, and its key in the
 * target.
 */
const declared = defineOperation({
  name: 'PostObject',
  summary: 'Store a file that a browser sends with a form.',
  http: { method: 'POST', path: '/{Bucket}' },
  input: {
    Bucket: bucketLabel,
    Key: keyLabel,
    ...attributeFields,
    SuccessActionRedirect: header('success_action_redirect', text()),
    Redirect: header('redirect', text()),
    SuccessActionStatus: header('success_action_status', text()),
  },
  body: streamBody,
  output: {
    headers: [
      'content-type',
      'etag',
      'location',
      'x-amz-version-id',
      'x-amz-expiration',
      ...encryptionReplyHeaders,
      ...checksumHeaders,
    ],
  },
  errors: [
    'AccessControlListNotSupported',
    'AccessDenied',
    'EntityTooLarge',
    'EntityTooSmall',
    'InvalidArgument',
    'InvalidRequest',
    'InvalidStorageClass',
    'InvalidTag',
    'KeyTooLongError',
    'MetadataTooLarge',
    'NotImplemented',
  ],
  events: ['ObjectCreated:Post'],
  authorize: writeRequirements,
  async handle(context) {
    const { input } = context;
    const stored = await storeObject(context, input, context.body, 'ObjectCreated:Post');
    const location = locationOf(context, input.Key);
    const redirect = redirectTo(
      input.SuccessActionRedirect ?? input.Redirect,
      context,
      input.Key,
      stored,
    );
    const headers = {
      etag: `"${stored.etag}"`,
      location: redirect ?? location,
      'x-amz-expiration': stored.expiration,
      'x-amz-version-id': shownVersionId(context, stored.versionId),
      ...encryptionReply(stored.encryption),
      ...checksumReply(stored.checksum, 'FULL_OBJECT'),
    };
    if (redirect !== undefined) return { status: 303, headers };
    switch (input.SuccessActionStatus) {
      case '200':
        return { status: 200, headers };
      case '201':
        return {
          status: 201,
          headers: { ...headers, 'content-type': 'application/xml' },
          text: writeDocument('PostResponse', postResponse, {
            Location: location,
            Bucket: context.bucket.name,
            Key: input.Key,
            ETag: headers.etag,
          }),
        };
      default:
        return { status: 204, headers };
    }
  },
});

/** A browser's form, which is charged as PutObject is. */
export const postObject = withRequester(declared);

function locationOf({ request, bucket, target }: BucketContext, key: string): string {
  const scheme = request.secure ? 'https' : 'http';
  const host = request.headers.get('host') ?? '';
  const isPathStyle = request.rawPath.startsWith(`/${target.bucket ?? ''}`);
  const place = isPathStyle ? `${host}/${bucket.name}` : host;
  return `${scheme}://${place}/${encodeURIComponent(key)}`;
}

/** The page that the form names, told of the object; undefined for what is no address. */
function redirectTo(
  page: string | undefined,
  { bucket }: BucketContext,
  key: string,
  { etag }: StoredObject,
): string | undefined {
  if (page === undefined || !/^https?:/i.test(page)) return undefined;
  const url = URL.parse(page);
  if (url === null) return undefined;
  const told = [
    ['bucket', bucket.name],
    ['key', key],
    ['etag', `"${etag}"`],
  ].map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`);
  url.search = [url.search.slice(1), ...told].filter((part) => part !== '').join('&');
  return url.href;
}
