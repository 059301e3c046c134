import { defineOperation } from '../define.ts';
import { expectNotPending, findOwnKey, missingKey } from '../find-key.ts';
import { arnOf, onAlias } from '../requirements.ts';
import { aliasFault, aliasName, maxAliasesPerKey } from '../shapes/alias.ts';
import { keyId } from '../shapes/key.ts';

export const createAlias = defineOperation({
  name: 'CreateAlias',
  summary: 'Give a key a name.',
  input: { AliasName: aliasName, TargetKeyId: keyId },
  errors: [
    'AccessDenied',
    'AlreadyExistsException',
    'InvalidAliasNameException',
    'KMSInvalidStateException',
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
    const key = await findOwnKey(context, TargetKeyId, fail);
    expectNotPending(key, fail);
    const nowMs = clock();
    const times = { createdAtMs: nowMs, updatedAtMs: nowMs };
    const alias = { accountId, name, keyId: key.keyId, ...times };
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
