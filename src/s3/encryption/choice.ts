import { ServiceError } from '../../operation/errors.ts';
import type { Encryption } from '../../store/objects.ts';
import { bucketArn, objectArn } from '../arn.ts';
import { keptConfiguration } from '../configurations/kept.ts';
import type { BucketContext } from '../define.ts';
import { customerKey } from './customer-key.ts';
import type { EncryptionInput } from './headers.ts';
import { contextOfNewObject } from './kms-context.ts';

/** The key of one object, and what is kept to find it again. */
export interface ObjectKey {
  readonly key: Uint8Array;
  readonly encryption: Encryption;
}

/**
 * How a new object is encrypted: as its headers say, else as its bucket does, else as buckets do
 * where AWS's defaults of today hold (SSE-S3).
 * @returns undefined for an object that is kept as it is
 * @throws ServiceError InvalidArgument, NotImplemented for two layers of KMS; what KMS refuses
 */
export async function encryptionOfNewObject(
  context: BucketContext,
  input: EncryptionInput & { readonly Key: string },
): Promise<ObjectKey | undefined> {
  const brought = customerKey(input);
  const method = input.ServerSideEncryption;
  if (brought !== undefined) {
    if (method !== undefined) {
      throw invalid(
        'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
        method,
      );
    }
    const { key, md5 } = brought;
    return { key, encryption: { kind: 'customer', keyMd5: md5, salt: '' } };
  }
  checkMethod(input);
  const kept = await keptConfiguration(context.stores.buckets, context.bucket, 'encryption');
  const rule = kept?.Rule[0];
  const byBucket = rule?.ApplyServerSideEncryptionByDefault;
  const chosen = method ?? (kept === undefined ? unconfigured(context) : byBucket?.SSEAlgorithm);
  if (chosen === undefined) return undefined;
  if (chosen === 'aws:kms') {
    const bucketKeyEnabled = input.BucketKeyEnabled ?? rule?.BucketKeyEnabled ?? false;
    const name = method === undefined ? byBucket?.KMSMasterKeyID : input.SSEKMSKeyId;
    return context.kmsKeys.generate({
      // An empty name is none.
      name: name === '' ? undefined : name,
      context: contextOfNewObject(
        input.SSEKMSEncryptionContext,
        bucketKeyEnabled
          ? bucketArn(context.bucket.name)
          : objectArn(context.bucket.name, input.Key),
      ),
      bucketKeyEnabled,
    });
  }
  if (chosen !== 'AES256') {
    throw new ServiceError('NotImplemented', {
      message: `Encryption with ${chosen} is not implemented.`,
      fields: { Header: 'x-amz-server-side-encryption' },
    });
  }
  const { plain, wrapped, keyId } = context.dataKeys.create();
  return { key: plain, encryption: { kind: 'AES256', wrappedDataKey: wrapped, keyId } };
}

const methods = ['AES256', 'aws:kms', 'aws:kms:dsse'];

function checkMethod({ ServerSideEncryption: method, SSEKMSKeyId: keyId }: EncryptionInput): void {
  if (method !== undefined && !methods.includes(method)) {
    throw invalid('The encryption method specified is not supported', method);
  }
  if (keyId === undefined || (method !== undefined && method !== 'AES256')) return;
  throw invalid(
    method === undefined
      ? 'x-amz-server-side-encryption header is required when x-amz-server-side-encryption-aws-kms-key-id is specified'
      : 'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
    method ?? '',
  );
}

/** What a bucket without a configuration does. */
function unconfigured({ settings }: BucketContext): 'AES256' | undefined {
  return settings.newBucketDefaults === 'aws' ? 'AES256' : undefined;
}

function invalid(message: string, value: string): ServiceError {
  return new ServiceError('InvalidArgument', {
    message,
    fields: { ArgumentName: 'x-amz-server-side-encryption', ArgumentValue: value },
  });
}
