import type { Encryption } from '../../store/objects.ts';

/** Response headers that say how an object is encrypted. */
export const encryptionReplyHeaders = [
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-bucket-key-enabled',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-server-side-encryption-customer-key-md5',
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
