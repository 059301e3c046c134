import { boolean, optional, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { onAccount } from '../requirements.ts';
import { describeKey, keyMetadata, tagList } from '../shapes/key.ts';

const input = {
  Policy: optional(text()),
  Description: optional(text({ maxLength: 8_192 })),
  KeyUsage: optional(text()),
  CustomerMasterKeySpec: optional(text()),
  KeySpec: optional(text()),
  Origin: optional(text()),
  CustomKeyStoreId: optional(text()),
  BypassPolicyLockoutSafetyCheck: optional(boolean()),
  Tags: tagList,
  MultiRegion: optional(boolean()),
  XksKeyId: optional(text()),
};

/** The one kind of key that there is, by the members that may name it. */
const onlyValues = [
  ['KeyUsage', 'ENCRYPT_DECRYPT'],
  ['CustomerMasterKeySpec', 'SYMMETRIC_DEFAULT'],
  ['KeySpec', 'SYMMETRIC_DEFAULT'],
  ['Origin', 'AWS_KMS'],
  ['MultiRegion', false],
] as const;

const unsupported = ['Policy', 'CustomKeyStoreId', 'XksKeyId'] as const;

export const createKey = defineOperation({
  name: 'CreateKey',
  summary: 'Make a key with which objects can be encrypted.',
  input,
  output: { KeyMetadata: optional(keyMetadata) },
  errors: ['LimitExceededException', 'UnsupportedOperationException'],
  authorize: (_input, context) => onAccount(context, 'kms:CreateKey'),
  async handle({ input: wanted, ring, accountId, fail }) {
    for (const [name, only] of onlyValues) {
      const value = wanted[name] ?? only;
      if (value === only) continue;
      fail('UnsupportedOperationException', { message: `${name} ${value} is not supported.` });
    }
    for (const name of unsupported) {
      if (wanted[name] === undefined) continue;
      fail('UnsupportedOperationException', { message: `${name} is not supported.` });
    }
    if ((wanted.Tags?.length ?? 0) > 0) {
      fail('UnsupportedOperationException', { message: 'Tags of keys are not supported.' });
    }
    const key = await ring.create({ accountId, description: wanted.Description ?? '' });
    if (key === undefined) return fail('LimitExceededException');
    return { KeyMetadata: describeKey(key) };
  },
});
