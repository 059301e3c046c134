import type { EncryptionContext } from '../identity/encryption-context.ts';
import type { Fail } from '../operation/operation.ts';
import { boolean, integer, oneOf, optional } from '../operation/shape.ts';
import { checkWish, encryptionContext, encryptWith, grantTokens } from './cipher.ts';
import type { KmsContext } from './define.ts';
import { expectEnabled, findKey } from './find-key.ts';
import { keyId } from './shapes/key.ts';

export const maxDataKeyBytes = 1_024;

const bytesOfSpec = { AES_128: 16, AES_256: 32 } as const;

/** The input of GenerateDataKey and of its kin without the plain text. */
export const dataKeyInput = {
  KeyId: keyId,
  EncryptionContext: encryptionContext,
  NumberOfBytes: optional(integer(1, maxDataKeyBytes)),
  KeySpec: optional(oneOf('AES_256', 'AES_128')),
  GrantTokens: grantTokens,
  DryRun: optional(boolean()),
};

interface DataKeyWish {
  readonly KeyId: string;
  readonly EncryptionContext?: EncryptionContext | undefined;
  readonly NumberOfBytes?: number | undefined;
  readonly KeySpec?: keyof typeof bytesOfSpec | undefined;
  readonly DryRun?: boolean | undefined;
  readonly Recipient?: object | undefined;
}

/** The errors of making a data key. */
export const dataKeyErrors = [
  'DisabledException',
  'DryRunOperationException',
  'KMSInvalidStateException',
  'NotFoundException',
  'UnsupportedOperationException',
  'ValidationException',
] as const;

/** A new key for data, plain and encrypted with the key of the service. @throws ServiceError */
export async function makeDataKey(
  context: KmsContext,
  wanted: DataKeyWish,
  fail: Fail<(typeof dataKeyErrors)[number]>,
): Promise<{ readonly plain: Uint8Array; readonly cipherText: Uint8Array; readonly arn: string }> {
  const { EncryptionContext: about, NumberOfBytes, KeySpec } = wanted;
  if ((NumberOfBytes === undefined) === (KeySpec === undefined)) {
    fail('ValidationException', { message: 'Please specify either number of bytes or key spec.' });
  }
  const key = await findKey(context, wanted.KeyId, fail);
  expectEnabled(key, fail);
  checkWish({ ...wanted, contexts: [about] }, fail);
  const sizeBytes = NumberOfBytes ?? bytesOfSpec[KeySpec ?? 'AES_256'];
  const plain = context.randomBytes(sizeBytes);
  return { plain, cipherText: encryptWith(context.ring, key, plain, about), arn: key.arn };
}
