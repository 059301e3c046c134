import { failWith } from '../../operation/errors.ts';
import { blob, boolean, list, optional, text } from '../../operation/shape.ts';
import {
  algorithm,
  checkWish,
  cipherBlob,
  decryptWith,
  encryptionContext,
  grantTokens,
  maxPlainBytes,
  readCipherText,
  recipient,
} from '../cipher.ts';
import { defineOperation } from '../define.ts';
import { expectEnabled, findKey } from '../find-key.ts';
import { onCipher } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';

export const decrypt = defineOperation({
  name: 'Decrypt',
  summary: 'Decrypt what a key encrypted, with the same encryption context.',
  input: {
    CiphertextBlob: optional(cipherBlob),
    EncryptionContext: encryptionContext,
    GrantTokens: grantTokens,
    KeyId: optional(keyId),
    EncryptionAlgorithm: algorithm,
    Recipient: recipient,
    DryRun: optional(boolean()),
    DryRunModifiers: optional(list('member', text())),
  },
  output: {
    KeyId: optional(text()),
    Plaintext: optional(blob(1, maxPlainBytes)),
    EncryptionAlgorithm: optional(text()),
    CiphertextForRecipient: optional(blob(1, 1)),
    KeyMaterialId: optional(text()),
  },
  errors: [
    'IncorrectKeyException',
    'InvalidCiphertextException',
    'DisabledException',
    'DryRunOperationException',
    'KMSInvalidStateException',
    'NotFoundException',
    'UnsupportedOperationException',
    'ValidationException',
  ],
  authorize({ CiphertextBlob = new Uint8Array(), EncryptionContext }, context) {
    const { keyArn } = readCipherText(CiphertextBlob, failWith);
    return onCipher(context, 'kms:Decrypt', keyArn, EncryptionContext);
  },
  async handle(context) {
    const { input, ring, fail } = context;
    const { EncryptionContext: about, EncryptionAlgorithm, DryRun, Recipient } = input;
    const text = readCipherText(input.CiphertextBlob ?? new Uint8Array(), fail);
    const key = await findKey(context, text.keyArn, fail);
    if (input.KeyId !== undefined) {
      const named = await findKey(context, input.KeyId, fail);
      if (named.arn !== key.arn) fail('IncorrectKeyException');
    }
    expectEnabled(key, fail);
    checkWish({ DryRun, Recipient, algorithms: [EncryptionAlgorithm], contexts: [about] }, fail);
    return {
      KeyId: key.arn,
      Plaintext: decryptWith(ring, key, text, about, fail),
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    };
  },
});
