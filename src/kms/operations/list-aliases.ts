import { boolean, list, optional, structure, text, timestamp } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { findOwnKey } from '../find-key.ts';
import { arnOf, onAccount } from '../requirements.ts';
import { keyId, marker, pageLimit } from '../shapes/key.ts';

const defaultLimit = 50;
const maxLimit = 100;

const aliasEntry = structure({
  AliasName: text(),
  AliasArn: text(),
  TargetKeyId: text(),
  CreationDate: timestamp(),
  LastUpdatedDate: timestamp(),
});

export const listAliases = defineOperation({
  name: 'ListAliases',
  summary: 'List the aliases of the account, or of one of its keys.',
  input: {
    KeyId: optional(keyId),
    Limit: optional(pageLimit(maxLimit)),
    Marker: optional(marker),
  },
  output: {
    Aliases: list('member', aliasEntry),
    NextMarker: optional(text()),
    Truncated: boolean(),
  },
  errors: ['AccessDenied', 'NotFoundException'],
  authorize: (_input, context) => onAccount(context, 'kms:ListAliases'),
  async handle(context) {
    const { input, keys, accountId, fail } = context;
    const { KeyId } = input;
    const key = KeyId === undefined ? undefined : await findOwnKey(context, KeyId, fail);
    const limit = input.Limit ?? defaultLimit;
    const page = { accountId, limit, after: input.Marker, keyId: key?.keyId };
    const { items, truncated } = await keys.aliases(page);
    return {
      Aliases: items.map((alias) => ({
        AliasName: alias.name,
        AliasArn: arnOf(context, alias.name),
        TargetKeyId: alias.keyId,
        CreationDate: alias.createdAtMs,
        LastUpdatedDate: alias.updatedAtMs,
      })),
      NextMarker: truncated ? items.at(-1)?.name : undefined,
      Truncated: truncated,
    };
  },
});
