import { defineOperation } from '../define.ts';
import { arnOf, keyByIdOrArn, missingKey, onAlias } from '../requirements.ts';
import { aliasFault, aliasName, maxAliasesPerKey } from '../shapes/alias.ts';
import { keyId } from '../shapes/key.ts';

export const createAlias = defineOperation({
  name: 'CreateAlias',
  summary: 'Give a key a name.',
  input: { AliasName: aliasName, TargetKeyId: keyId },
  errors: [
    'AlreadyExistsException',
    'InvalidAliasNameException',
    'LimitExceededException',
    'NotFoundException',
  ],
  authorize: ({ AliasName, TargetKeyId }, context) =>
    onAlias(context, 'kms:CreateAlias', AliasName, TargetKeyId),
  async handle(context) {
    const { input, keys, accountId, clock, fail } = context;
    const { AliasName: name, TargetKeyId } = input;
    const fault = aliasFault(name);
    if (fault !== undefined) fail('InvalidAliasNameException', { message: fault });
    const key = await keyByIdOrArn(context, TargetKeyId);
    if (key === undefined || key.accountId !== accountId) {
      return fail('NotFoundException', missingKey(context, TargetKeyId));
    }
    const alias = { accountId, name, keyId: key.keyId, createdAtMs: clock() };
    switch (await keys.createAlias(alias, maxAliasesPerKey)) {
      case 'exists':
        return fail('AlreadyExistsException', {
          message: `An alias with the name ${arnOf(context, name)} already exists`,
        });
      case 'no-such-key':
        return fail('NotFoundException', missingKey(context, TargetKeyId));
      case 'limit':
        return fail('LimitExceededException');
      case 'created':
        return undefined;
    }
  },
});
