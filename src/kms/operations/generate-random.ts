import { blob, integer, optional, text } from '../../operation/shape.ts';
import { recipient } from '../cipher.ts';
import { defineOperation } from '../define.ts';
import { onAccount } from '../requirements.ts';

const maxRandomBytes = 1_024;

export const generateRandom = defineOperation({
  name: 'GenerateRandom',
  summary: 'Return random bytes.',
  input: {
    NumberOfBytes: optional(integer(1, maxRandomBytes)),
    CustomKeyStoreId: optional(text()),
    Recipient: recipient,
  },
  output: {
    Plaintext: optional(blob(1, maxRandomBytes)),
    CiphertextForRecipient: optional(blob(1, 1)),
  },
  errors: ['UnsupportedOperationException', 'ValidationException'],
  authorize: (_input, context) => onAccount(context, 'kms:GenerateRandom'),
  async handle({ input, randomBytes, fail }) {
    for (const name of ['CustomKeyStoreId', 'Recipient'] as const) {
      if (input[name] === undefined) continue;
      fail('UnsupportedOperationException', { message: `${name} is not supported.` });
    }
    if (input.NumberOfBytes === undefined) {
      return fail('ValidationException', { message: 'NumberOfBytes is required.' });
    }
    return { Plaintext: randomBytes(input.NumberOfBytes) };
  },
});
