import { boolean, list, optional, structure, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { onAccount } from '../requirements.ts';
import { marker, pageLimit } from '../shapes/key.ts';

const defaultLimit = 100;
const maxLimit = 1_000;

export const listKeys = defineOperation({
  name: 'ListKeys',
  summary: 'List the keys of the account.',
  input: { Limit: optional(pageLimit(maxLimit)), Marker: optional(marker) },
  output: {
    Keys: list('member', structure({ KeyId: text(), KeyArn: text() })),
    NextMarker: optional(text()),
    Truncated: boolean(),
  },
  errors: [],
  authorize: (_input, context) => onAccount(context, 'kms:ListKeys'),
  async handle({ input, keys, accountId }) {
    const limit = input.Limit ?? defaultLimit;
    const { items, truncated } = await keys.list({ accountId, limit, after: input.Marker });
    return {
      Keys: items.map(({ keyId, arn }) => ({ KeyId: keyId, KeyArn: arn })),
      NextMarker: truncated ? items.at(-1)?.keyId : undefined,
      Truncated: truncated,
    };
  },
});
