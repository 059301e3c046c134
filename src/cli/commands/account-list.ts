import { administerAccounts } from '../../server/account-administration.ts';
import type { Account, IdentityStore } from '../../store/identities.ts';
import { accountPlace, placeOptions } from '../account-place.ts';
import { type Command, exitCodes } from '../command.ts';

const pageSize = 500;

export const accountList: Command = {
  name: 'account list',
  summary: 'List the accounts, with a server running or without.',
  options: [...placeOptions, { name: 'json', summary: 'Print one JSON object a line.' }],
  examples: [
    { line: 'strongroom account list', summary: 'The accounts in ./strongroom-data' },
    {
      line: 'strongroom account list --data /srv/strongroom --json',
      summary: 'For a program, in another folder',
    },
  ],
  async run(invocation) {
    const { options, terminal } = invocation;
    const place = { ...accountPlace(invocation), create: false };
    await administerAccounts(place, async ({ identities }) => {
      for await (const account of everyAccount(identities)) {
        terminal.out(options.flag('json') ? printJson(account) : printLine(account));
      }
    });
    return exitCodes.success;
  },
};

async function* everyAccount(identities: IdentityStore): AsyncGenerator<Account> {
  let after: string | undefined;
  do {
    const page = await identities.listAccounts({ limit: pageSize, after });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}

function printJson({ accountId, canonicalId, name, email, createdAtMs }: Account): string {
  const createdAt = new Date(createdAtMs).toISOString();
  return `${JSON.stringify({ accountId, canonicalId, name, email, createdAt })}\n`;
}

function printLine({ accountId, name, email, createdAtMs }: Account): string {
  const day = new Date(createdAtMs).toISOString().slice(0, 10);
  return `${accountId}  ${day}  ${name.padEnd(24)}  ${email}\n`;
}
