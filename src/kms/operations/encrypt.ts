import { blob, boolean, optional, text } from '../../operation/shape.ts';
import {
  algorithm,
  checkWish,
  encryptionContext,
  encryptWith,
  grantTokens,
  maxCipherBytes,
  plaintext,
} from '../cipher.ts';
import { defineOperation } from '../define.ts';
import { expectEnabled, findKey } from '../find-key.ts';
import { onCipher } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';

export const encrypt = defineOperation({
  name: 'Encrypt',
  summary: 'Encrypt up to 4 KiB with a key.',
  input: {
    KeyId: keyId,
    Plaintext: plaintext,
    EncryptionContext: encryptionContext,
    GrantTokens: grantTokens,
    EncryptionAlgorithm: algorithm,
    DryRun: optional(boolean()),
  },
  output: {
    CiphertextBlob: optional(blob(1, maxCipherBytes)),
    KeyId: optional(text()),
    EncryptionAlgorithm: optional(text()),
  },
  errors: [
    'DisabledException',
    'DryRunOperationException',
    'KMSInvalidStateException',
    'NotFoundException',
    'UnsupportedOperationException',
    'ValidationException',
  ],
  authorize: ({ KeyId, EncryptionContext }, context) =>
    onCipher(context, 'kms:Encrypt', KeyId, EncryptionContext),
  async handle(context) {
    const { input, ring, fail } = context;
    const { EncryptionContext: about, EncryptionAlgorithm, DryRun } = input;
    const key = await findKey(context, input.KeyId, fail);
    expectEnabled(key, fail);
    checkWish({ DryRun, algorithms: [EncryptionAlgorithm], contexts: [about] }, fail);
    return {
      CiphertextBlob: encryptWith(ring, key, input.Plaintext, about),
      KeyId: key.arn,
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    };
  },
});
