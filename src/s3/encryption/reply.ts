import type { Encryption } from '../../store/objects.ts';
import type { EncryptionInput } from './headers.ts';

/** Response headers that say how an object is encrypted. */
export const encryptionReplyHeaders = [
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-bucket-key-enabled',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-server-side-encryption-customer-key-md5',
] as const;

/** Those of a reply to making an object. */
export const newEncryptionReplyHeaders = [
  ...encryptionReplyHeaders,
  'x-amz-server-side-encryption-context',
] as const;

type EncryptionHeader = (typeof encryptionReplyHeaders)[number];
export type EncryptionHeaders = { readonly [K in EncryptionHeader]?: string | undefined };

/** What a reply says about the encryption of an object. */
export function encryptionReply(encryption: Encryption | undefined): EncryptionHeaders {
  switch (encryption?.kind) {
    case 'AES256':
      return { 'x-amz-server-side-encryption': 'AES256' };
    case 'aws:kms':
      return {
        'x-amz-server-side-encryption': 'aws:kms',
        'x-amz-server-side-encryption-aws-kms-key-id': encryption.keyId,
        'x-amz-server-side-encryption-bucket-key-enabled': encryption.bucketKeyEnabled
          ? 'true'
          : undefined,
      };
    case 'customer':
      return {
        'x-amz-server-side-encryption-customer-algorithm': 'AES256',
        'x-amz-server-side-encryption-customer-key-md5': encryption.keyMd5,
      };
    default:
      return {};
  }
}

/** The same of a new object: a context that the client gave is told, with what was added to it. */
export function newEncryptionReply(
  encryption: Encryption | undefined,
  { SSEKMSEncryptionContext: given }: Pick<EncryptionInput, 'SSEKMSEncryptionContext'>,
) {
  const context = encryption?.kind === 'aws:kms' ? encryption.context : undefined;
  const isTold = given !== undefined && context !== undefined;
  return {
    ...encryptionReply(encryption),
    'x-amz-server-side-encryption-context': isTold
      ? Buffer.from(context).toString('base64')
      : undefined,
  };
}
