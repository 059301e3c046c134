import { failWith } from '../../operation/errors.ts';
import { blob, boolean, list, optional, text } from '../../operation/shape.ts';
import {
  algorithm,
  checkWish,
  cipherBlob,
  decryptWith,
  encryptionContext,
  encryptWith,
  grantTokens,
  maxCipherBytes,
  readCipherText,
} from '../cipher.ts';
import { defineOperation } from '../define.ts';
import { expectEnabled, findKey } from '../find-key.ts';
import { onCipher } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';

export const reEncrypt = defineOperation({
  name: 'ReEncrypt',
  summary: 'Encrypt with another key or context what a key encrypted, without showing it.',
  input: {
    CiphertextBlob: optional(cipherBlob),
    SourceEncryptionContext: encryptionContext,
    SourceKeyId: optional(keyId),
    DestinationKeyId: keyId,
    DestinationEncryptionContext: encryptionContext,
    SourceEncryptionAlgorithm: algorithm,
    DestinationEncryptionAlgorithm: algorithm,
    GrantTokens: grantTokens,
    DryRun: optional(boolean()),
    DryRunModifiers: optional(list('member', text())),
  },
  output: {
    CiphertextBlob: optional(blob(1, maxCipherBytes)),
    SourceKeyId: optional(text()),
    KeyId: optional(text()),
    SourceEncryptionAlgorithm: optional(text()),
    DestinationEncryptionAlgorithm: optional(text()),
    SourceKeyMaterialId: optional(text()),
    DestinationKeyMaterialId: optional(text()),
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
  async authorize(input, context) {
    const { keyArn } = readCipherText(input.CiphertextBlob ?? new Uint8Array(), failWith);
    const { DestinationKeyId, SourceEncryptionContext, DestinationEncryptionContext } = input;
    const [from, to] = await Promise.all([
      onCipher(context, 'kms:ReEncryptFrom', keyArn, SourceEncryptionContext),
      onCipher(context, 'kms:ReEncryptTo', DestinationKeyId, DestinationEncryptionContext),
    ]);
    const isSame = String(from[0]?.resource === to[0]?.resource);
    return [...from, ...to].map((need) => ({
      ...need,
      context: new Map([...(need.context ?? []), ['kms:reencryptonsamekey', isSame]]),
    }));
  },
  async handle(context) {
    const { input, ring, fail } = context;
    const { SourceEncryptionContext: before, DestinationEncryptionContext: after } = input;
    const text = readCipherText(input.CiphertextBlob ?? new Uint8Array(), fail);
    const source = await findKey(context, text.keyArn, fail);
    if (input.SourceKeyId !== undefined) {
      const named = await findKey(context, input.SourceKeyId, fail);
      if (named.arn !== source.arn) fail('IncorrectKeyException');
    }
    const target = await findKey(context, input.DestinationKeyId, fail);
    expectEnabled(source, fail);
    expectEnabled(target, fail);
    const algorithms = [input.SourceEncryptionAlgorithm, input.DestinationEncryptionAlgorithm];
    checkWish({ DryRun: input.DryRun, algorithms, contexts: [before, after] }, fail);
    const plain = decryptWith(ring, source, text, before, fail);
    return {
      CiphertextBlob: encryptWith(ring, target, plain, after),
      SourceKeyId: source.arn,
      KeyId: target.arn,
      SourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      DestinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    };
  },
});
