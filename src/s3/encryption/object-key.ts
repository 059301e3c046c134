import { ServiceError } from '../../operation/errors.ts';
import type { Encryption } from '../../store/objects.ts';
import type { S3Context } from '../define.ts';
import { customerKey } from './customer-key.ts';
import type { CustomerKeyInput } from './headers.ts';

/**
 * The key with which an object is read, or a part is written.
 * @param input the customer's key, which must be there just when the object was made with it
 * @param action what the caller must be allowed to do with a key of KMS
 * @returns undefined for an object that is not encrypted
 * @throws ServiceError InvalidRequest, InvalidArgument, and what KMS refuses
 */
export async function keyOfObject(
  { dataKeys, kmsKeys }: Pick<S3Context, 'dataKeys' | 'kmsKeys'>,
  encryption: Encryption | undefined,
  input: CustomerKeyInput,
  action: 'kms:Decrypt' | 'kms:GenerateDataKey' = 'kms:Decrypt',
): Promise<Uint8Array | undefined> {
  const brought = expectCustomerKey(encryption, input);
  switch (encryption?.kind) {
    case 'AES256':
      return dataKeys.open(encryption.wrappedDataKey, encryption.keyId);
    case 'aws:kms':
      return kmsKeys.open(encryption, action);
    default:
      return brought;
  }
}

/**
 * Holds a request to the way in which an object is encrypted.
 * @returns the customer's key; undefined for an object that was made without one
 * @throws ServiceError InvalidRequest, InvalidArgument
 */
export function expectCustomerKey(
  encryption: Encryption | undefined,
  input: CustomerKeyInput,
): Uint8Array | undefined {
  const brought = customerKey(input);
  if (encryption?.kind === 'customer') {
    if (brought === undefined) {
      throw invalid(
        'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
      );
    }
    if (brought.md5 !== encryption.keyMd5) {
      throw invalid('The provided encryption parameters did not match the ones used originally.');
    }
    return brought.key;
  }
  if (brought !== undefined) {
    throw invalid('The encryption parameters are not applicable to this object.');
  }
  return undefined;
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidRequest', { message });
}

/** The headers with the key of a copy's source, as those of an object. */
export function sourceKeyInput(input: {
  readonly CopySourceSSECustomerAlgorithm: string | undefined;
  readonly CopySourceSSECustomerKey: string | undefined;
  readonly CopySourceSSECustomerKeyMD5: string | undefined;
}): CustomerKeyInput {
  return {
    SSECustomerAlgorithm: input.CopySourceSSECustomerAlgorithm,
    SSECustomerKey: input.CopySourceSSECustomerKey,
    SSECustomerKeyMD5: input.CopySourceSSECustomerKeyMD5,
  };
}
