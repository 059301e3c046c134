import { defineOperation } from '../define.ts';
import { expectNotPending, findOwnKey, missingKey } from '../find-key.ts';
import { onAlias } from '../requirements.ts';
import { aliasFault, aliasName, maxAliasesPerKey } from '../shapes/alias.ts';
import { keyId } from '../shapes/key.ts';

export const updateAlias = defineOperation({
  name: 'UpdateAlias',
  summary: 'Let a name stand for another key.',
  input: { AliasName: aliasName, TargetKeyId: keyId },
  errors: [
    'AccessDenied',
    'InvalidAliasNameException',
    'KMSInvalidStateException',
    'LimitExceededException',
    'NotFoundException',
  ],
  authorize: ({ AliasName, TargetKeyId }, context) =>
    onAlias(context, 'kms:UpdateAlias', AliasName, AliasName, TargetKeyId),
  async handle(context) {
    const { input, keys, accountId, clock, fail } = context;
    const { AliasName: name, TargetKeyId } = input;
    const fault = aliasFault(name);
    if (fault !== undefined) fail('InvalidAliasNameException', { message: fault });
    const key = await findOwnKey(context, TargetKeyId, fail);
    expectNotPending(key, fail);
    const alias = { accountId, name, keyId: key.keyId, updatedAtMs: clock() };
    switch (await keys.updateAlias(alias, maxAliasesPerKey)) {
      case 'missing':
        return fail('NotFoundException', missingKey(context, name));
      case 'no-such-key':
        return fail('NotFoundException', missingKey(context, TargetKeyId));
      case 'limit':
        return fail('LimitExceededException');
      case 'updated':
        return undefined;
    }
  },
});
