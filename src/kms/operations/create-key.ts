import { keyPolicyName } from '../../identity/key-policy.ts';
import { boolean, optional, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { acceptKeyPolicy } from '../key-policy.ts';
import { arnOf, onAccount } from '../requirements.ts';
import { describeKey, keyMetadata } from '../shapes/key.ts';
import { maxTags, readTags, tagFacts, tagList } from '../shapes/tags.ts';

const input = {
  Policy: optional(text()),
  Description: optional(text({ maxLength: 8_192 })),
  KeyUsage: optional(text()),
  CustomerMasterKeySpec: optional(text()),
  KeySpec: optional(text()),
  Origin: optional(text()),
  CustomKeyStoreId: optional(text()),
  BypassPolicyLockoutSafetyCheck: optional(boolean()),
  Tags: optional(tagList),
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

const unsupported = ['CustomKeyStoreId', 'XksKeyId'] as const;

export const createKey = defineOperation({
  name: 'CreateKey',
  summary: 'Make a key with which data and objects can be encrypted.',
  input,
  output: { KeyMetadata: optional(keyMetadata) },
  errors: [
    'LimitExceededException',
    'MalformedPolicyDocumentException',
    'TagException',
    'UnsupportedOperationException',
  ],
  authorize({ Tags = [], BypassPolicyLockoutSafetyCheck = false }, context) {
    const facts = tagFacts(Tags).set(
      'kms:bypasspolicylockoutsafetycheck',
      String(BypassPolicyLockoutSafetyCheck),
    );
    const create = onAccount(context, 'kms:CreateKey', facts);
    return Tags.length === 0
      ? create
      : [...create, ...onAccount(context, 'kms:TagResource', facts)];
  },
  async handle(context) {
    const { input: wanted, ring, accountId, fail } = context;
    for (const [name, only] of onlyValues) {
      const value = wanted[name] ?? only;
      if (value === only) continue;
      fail('UnsupportedOperationException', { message: `${name} ${value} is not supported.` });
    }
    for (const name of unsupported) {
      if (wanted[name] === undefined) continue;
      fail('UnsupportedOperationException', { message: `${name} is not supported.` });
    }
    const tags = readTags(wanted.Tags ?? [], fail);
    if (tags.length > maxTags) fail('LimitExceededException', { message: 'Too many tags' });
    const { Policy: text, BypassPolicyLockoutSafetyCheck: bypassesCheck = false } = wanted;
    const arn = arnOf(context, keyPolicyName);
    const policy =
      text === undefined
        ? undefined
        : await acceptKeyPolicy(context, { text, arn, bypassesCheck }, fail);
    const description = wanted.Description ?? '';
    const key = await ring.create({ accountId, description, policy, tags });
    if (key === undefined) return fail('LimitExceededException');
    return { KeyMetadata: describeKey(key) };
  },
});
