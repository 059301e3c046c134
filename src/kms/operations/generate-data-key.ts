import { blob, optional, text } from '../../operation/shape.ts';
import { maxCipherBytes, recipient } from '../cipher.ts';
import { dataKeyErrors, dataKeyInput, makeDataKey, maxDataKeyBytes } from '../data-key.ts';
import { defineOperation } from '../define.ts';
import { onCipher } from '../requirements.ts';

export const generateDataKey = defineOperation({
  name: 'GenerateDataKey',
  summary: 'Make a key for data, plain and encrypted with a key of the service.',
  input: { ...dataKeyInput, Recipient: recipient },
  output: {
    CiphertextBlob: optional(blob(1, maxCipherBytes)),
    Plaintext: optional(blob(1, maxDataKeyBytes)),
    KeyId: optional(text()),
    CiphertextForRecipient: optional(blob(1, 1)),
    KeyMaterialId: optional(text()),
  },
  errors: dataKeyErrors,
  authorize: ({ KeyId, EncryptionContext }, context) =>
    onCipher(context, 'kms:GenerateDataKey', KeyId, EncryptionContext),
  async handle(context) {
    const { plain, cipherText, arn } = await makeDataKey(context, context.input, context.fail);
    return { CiphertextBlob: cipherText, Plaintext: plain, KeyId: arn };
  },
});
