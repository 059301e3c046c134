import { administerAccounts } from '../../server/account-administration.ts';
import type { AccessKey } from '../../store/identities/access-keys.ts';
import { accountOption, namedRoot } from '../account-option.ts';
import { accountPlace, placeOptions } from '../account-place.ts';
import { type Command, CommandFailure, exitCodes } from '../command.ts';

/** More than a root user can have. */
const pageSize = 100;

export const accountListKeys: Command = {
  name: 'account list-keys',
  summary: 'List the root access keys of an account, with a server running or without.',
  options: [
    accountOption,
    ...placeOptions,
    { name: 'json', summary: 'Print one JSON object a line.' },
  ],
  examples: [
    {
      line: 'strongroom account list-keys --account-id 111122223333',
      summary: 'Their ids, whether they are active, and when they were last used',
    },
  ],
  async run(invocation) {
    const { options, terminal } = invocation;
    const owner = namedRoot(invocation);
    const place = { ...accountPlace(invocation), create: false };
    const page = await administerAccounts(place, async ({ identities }) =>
      (await identities.account(owner.accountId)) === undefined
        ? undefined
        : identities.listAccessKeys(owner, { limit: pageSize }),
    );
    if (page === undefined || 'outcome' in page) {
      throw new CommandFailure(
        `there is no account ${owner.accountId}; see \`strongroom account list\``,
      );
    }
    const print = options.flag('json') ? printJson : printLine;
    for (const key of page.items) terminal.out(print(key));
    return exitCodes.success;
  },
};

const iso = (atMs: number) => new Date(atMs).toISOString();

function printJson({ accessKeyId, status, createdAtMs, lastUsed }: AccessKey): string {
  const lastUsedAt = lastUsed && iso(lastUsed.atMs);
  return `${JSON.stringify({ accessKeyId, status, createdAt: iso(createdAtMs), lastUsedAt })}\n`;
}

function printLine({ accessKeyId, status, createdAtMs, lastUsed }: AccessKey): string {
  const used = lastUsed === undefined ? 'never used' : `last used ${iso(lastUsed.atMs)}`;
  return `${accessKeyId}  ${status.padEnd(8)}  made ${iso(createdAtMs)}  ${used}\n`;
}
