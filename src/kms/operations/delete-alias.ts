import { defineOperation } from '../define.ts';
import { missingKey } from '../find-key.ts';
import { onAlias } from '../requirements.ts';
import { aliasFault, aliasName } from '../shapes/alias.ts';

export const deleteAlias = defineOperation({
  name: 'DeleteAlias',
  summary: 'Take a name of a key away; the key stays.',
  input: { AliasName: aliasName },
  errors: ['InvalidAliasNameException', 'NotFoundException'],
  authorize: ({ AliasName }, context) => onAlias(context, 'kms:DeleteAlias', AliasName, AliasName),
  async handle(context) {
    const { input, keys, accountId, fail } = context;
    const fault = aliasFault(input.AliasName);
    if (fault !== undefined) fail('InvalidAliasNameException', { message: fault });
    const result = await keys.deleteAlias(accountId, input.AliasName);
    if (result === 'missing') fail('NotFoundException', missingKey(context, input.AliasName));
    return undefined;
  },
});
