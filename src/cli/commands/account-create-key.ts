import { administerAccounts } from '../../server/account-administration.ts';
import { accountOption, namedRoot } from '../account-option.ts';
import { accountPlace, placeOptions } from '../account-place.ts';
import { type Command, CommandFailure, exitCodes } from '../command.ts';

export const accountCreateKey: Command = {
  name: 'account create-key',
  summary: 'Make another root access key of an account, with a server running or without.',
  description: [
    'For whoever lost the last key of an account, or makes a new one before the old one goes. The ' +
      'secret is printed once and never again. An account has at most two root keys.',
  ],
  options: [accountOption, ...placeOptions, { name: 'json', summary: 'Print one JSON object.' }],
  examples: [
    {
      line: 'strongroom account create-key --account-id 111122223333',
      summary: 'A new root key; `account delete-key` takes the old one away',
    },
  ],
  async run(invocation) {
    const { options, terminal } = invocation;
    const { accountId } = namedRoot(invocation);
    const place = { ...accountPlace(invocation), create: false };
    const made = await administerAccounts(place, ({ provisioner }) =>
      provisioner.createRootKey(accountId),
    );
    switch (made.outcome) {
      case 'created':
        break;
      case 'missing':
        throw new CommandFailure(
          `there is no account ${accountId}; see \`strongroom account list\``,
        );
      case 'limit':
        throw new CommandFailure(
          `the root user has ${made.value} keys already; delete one with \`strongroom account delete-key\``,
        );
      case 'exists':
        throw new CommandFailure('a random key id came twice; try again');
    }
    const { accessKeyId, secretAccessKey } = made.key;
    const lines = `Access key id      ${accessKeyId}\nSecret access key  ${secretAccessKey}\n`;
    const json = `${JSON.stringify({ accountId, accessKeyId, secretAccessKey })}\n`;
    terminal.out(options.flag('json') ? json : lines);
    return exitCodes.success;
  },
};
