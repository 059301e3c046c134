import { administerAccounts } from '../../server/account-administration.ts';
import { text } from '../../server/setting-values.ts';
import { accountOption, namedRoot } from '../account-option.ts';
import { accountPlace, placeOptions } from '../account-place.ts';
import { type Command, CommandFailure, exitCodes } from '../command.ts';

export const accountDeleteKey: Command = {
  name: 'account delete-key',
  summary: 'Delete a root access key of an account, with a server running or without.',
  description: ['It is refused from the next request on, by every worker of a running server.'],
  options: [
    accountOption,
    {
      name: 'access-key-id',
      summary: 'The id of the key.',
      type: { ...text, placeholder: 'ID' },
      required: true,
    },
    ...placeOptions,
  ],
  examples: [
    {
      line: 'strongroom account delete-key --account-id 111122223333 --access-key-id AKIAIOSFODNN7EXAMPLE',
      summary: 'When its secret got into wrong hands',
    },
  ],
  async run(invocation) {
    const { options } = invocation;
    const owner = namedRoot(invocation);
    const id = options.text('access-key-id') ?? '';
    const place = { ...accountPlace(invocation), create: false };
    const { outcome } = await administerAccounts(place, ({ identities }) =>
      identities.deleteAccessKey(owner, id),
    );
    if (outcome === 'missing') {
      throw new CommandFailure(
        `the root user of ${owner.accountId} has no key ${id}; see \`strongroom account list-keys\``,
      );
    }
    return exitCodes.success;
  },
};
