import { blob, optional, text } from '../../operation/shape.ts';
import { maxCipherBytes } from '../cipher.ts';
import { dataKeyErrors, dataKeyInput, makeDataKey } from '../data-key.ts';
import { defineOperation } from '../define.ts';
import { onCipher } from '../requirements.ts';

export const generateDataKeyWithoutPlaintext = defineOperation({
  name: 'GenerateDataKeyWithoutPlaintext',
  summary: 'Make a key for data, encrypted with a key of the service, for later.',
  input: dataKeyInput,
  output: {
    CiphertextBlob: optional(blob(1, maxCipherBytes)),
    KeyId: optional(text()),
    KeyMaterialId: optional(text()),
  },
  errors: dataKeyErrors,
  authorize: ({ KeyId, EncryptionContext }, context) =>
    onCipher(context, 'kms:GenerateDataKeyWithoutPlaintext', KeyId, EncryptionContext),
  async handle(context) {
    const { cipherText, arn } = await makeDataKey(context, context.input, context.fail);
    return { CiphertextBlob: cipherText, KeyId: arn };
  },
});
