import { text as readAll } from 'node:stream/consumers';
import { isAwsManagedPolicy } from '../../identity/aws-managed-policies/index.ts';
import type { GivenKey } from '../../identity/provision.ts';
import {
  type AccountAdministration,
  administerAccounts,
} from '../../server/account-administration.ts';
import { faultWords } from '../../server/fault-words.ts';
import { text } from '../../server/setting-values.ts';
import { accountPlace, placeOptions } from '../account-place.ts';
import {
  type Command,
  CommandFailure,
  exitCodes,
  type Invocation,
  UsageError,
} from '../command.ts';

const secretVariable = 'STRONGROOM_ACCOUNT_SECRET_ACCESS_KEY';

/** What is told of an account and its new key; the names are those of `--json`. */
interface MadeAccount {
  readonly accountId: string;
  readonly canonicalId: string;
  readonly name: string;
  readonly email: string;
  /** Absent where the key is the root's. */
  readonly userName?: string;
  readonly accessKeyId: string;
  /** Absent where it was given. */
  readonly secretAccessKey?: string;
}

export const accountCreate: Command = {
  name: 'account create',
  summary: 'Make an account with an access key, with a server running or without.',
  description: [
    "The key is the root user's, or with --user that of an IAM user, which may be added to an " +
      'account that is there already. What is not given is made and printed; a secret is printed ' +
      'once and never again.',
    `A secret that is given is read from ${secretVariable}, from standard input with ` +
      '--secret-access-key-stdin, or from --secret-access-key, which everybody who can list the ' +
      'processes of the machine can read.',
  ],
  options: [
    ...placeOptions,
    { name: 'account-id', summary: 'Twelve digits.', type: { ...text, placeholder: 'ID' } },
    {
      name: 'canonical-id',
      summary: 'The id of the account in grants and owners of S3.',
      type: { ...text, placeholder: 'ID' },
    },
    {
      name: 'name',
      summary: 'Shown as DisplayName by S3.',
      type: { ...text, placeholder: 'NAME' },
    },
    { name: 'email', summary: 'Its e-mail address.', type: { ...text, placeholder: 'ADDRESS' } },
    {
      name: 'user',
      summary: 'Give the key to this IAM user, not to the root user.',
      type: { ...text, placeholder: 'NAME' },
    },
    {
      name: 'attach-policy',
      summary: 'Attach this managed policy to the user; may be repeated.',
      type: { ...text, placeholder: 'ARN' },
      repeatable: true,
    },
    {
      name: 'access-key-id',
      summary: 'The id of the key.',
      type: { ...text, placeholder: 'ID' },
    },
    {
      name: 'secret-access-key',
      summary: 'Its secret, for tests.',
      type: { ...text, placeholder: 'SECRET' },
      environment: secretVariable,
    },
    { name: 'secret-access-key-stdin', summary: 'Read the secret from standard input.' },
    { name: 'json', summary: 'Print one JSON object.' },
  ],
  examples: [
    {
      line: 'strongroom account create --name team-a --email team-a@example.com',
      summary: 'A further account with a root access key',
    },
    {
      line: 'strongroom account create --user deploy --attach-policy arn:aws:iam::aws:policy/AmazonS3FullAccess',
      summary: 'A user with a key and a policy, in a new account or that of --account-id',
    },
  ],
  async run(invocation) {
    const { options, terminal } = invocation;
    const key = await givenKey(invocation);
    const policyArns = options.texts.get('attach-policy') ?? [];
    if (policyArns.length > 0 && options.text('user') === undefined) {
      throw new UsageError('--attach-policy needs --user: the root user has every right already');
    }
    const made = await administerAccounts(
      { ...accountPlace(invocation), create: true },
      (administration) =>
        options.text('user') === undefined
          ? createAccount(administration, invocation, key)
          : createUser(administration, invocation, key),
    );
    terminal.out(options.flag('json') ? `${JSON.stringify(made)}\n` : describe(made));
    return exitCodes.success;
  },
};

async function givenKey({ options, terminal }: Invocation): Promise<GivenKey | undefined> {
  const accessKeyId = options.text('access-key-id');
  const secretAccessKey = options.flag('secret-access-key-stdin')
    ? (await readAll(terminal.input)).trim()
    : options.text('secret-access-key');
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new UsageError('--access-key-id and a secret are given together or not at all');
  }
  return { accessKeyId, secretAccessKey };
}

function givenAccount({ options }: Invocation) {
  return {
    accountId: options.text('account-id'),
    canonicalId: options.text('canonical-id'),
    name: options.text('name'),
    email: options.text('email'),
  };
}

async function createAccount(
  { provisioner }: AccountAdministration,
  invocation: Invocation,
  key: GivenKey | undefined,
): Promise<MadeAccount> {
  const made = await provisioner.createAccount({ ...givenAccount(invocation), rootKey: key });
  if (made.outcome === 'refused') throw new CommandFailure(faultWords[made.fault]);
  if (made.outcome === 'exists') throw new CommandFailure(`${made.name} is taken already`);
  const { accountId, canonicalId, name, email } = made.account;
  return { accountId, canonicalId, name, email, ...keyMembers(made.rootKey, key) };
}

async function createUser(
  administration: AccountAdministration,
  invocation: Invocation,
  key: GivenKey | undefined,
): Promise<MadeAccount> {
  const { identities, provisioner } = administration;
  const policyArns = invocation.options.texts.get('attach-policy') ?? [];
  // Asked first, so that a slip of the hand leaves no account and no user behind.
  for (const arn of policyArns) {
    if (isAwsManagedPolicy(arn) || (await identities.policy(arn)) !== undefined) continue;
    throw new CommandFailure(`there is no policy ${arn}`);
  }
  const { accountId, canonicalId, name, email } = await accountOfUser(administration, invocation);
  const userName = invocation.options.text('user') ?? '';
  const made = await provisioner.createUser({ accountId, userName, key, policyArns });
  switch (made.outcome) {
    case 'created':
      return { accountId, canonicalId, name, email, userName, ...keyMembers(made.key, key) };
    case 'refused':
      throw new CommandFailure(faultWords[made.fault]);
    case 'exists':
      throw new CommandFailure(`${made.name} is taken already`);
    case 'limit':
      throw new CommandFailure(`the quota ${made.quota} of ${made.value} is reached`);
    case 'missing':
      throw new CommandFailure(`there is no ${made.what} ${made.name}`);
  }
}

/** The account that is there, or a new one with a root key that nobody is told. */
async function accountOfUser(
  { identities, provisioner }: AccountAdministration,
  invocation: Invocation,
) {
  const given = givenAccount(invocation);
  const found =
    given.accountId === undefined ? undefined : await identities.account(given.accountId);
  if (found === undefined) {
    const made = await provisioner.createAccount(given);
    if (made.outcome === 'refused') throw new CommandFailure(faultWords[made.fault]);
    if (made.outcome === 'exists') throw new CommandFailure(`${made.name} is taken already`);
    const owner = { accountId: made.account.accountId, userName: undefined };
    await identities.deleteAccessKey(owner, made.rootKey.accessKeyId);
    return made.account;
  }
  for (const member of ['canonicalId', 'name', 'email'] as const) {
    if (given[member] === undefined || given[member] === found[member]) continue;
    throw new CommandFailure(
      `the account ${found.accountId} is there already, and its ${member} is ${found[member]}`,
    );
  }
  return found;
}

function keyMembers({ accessKeyId, secretAccessKey }: GivenKey, given: GivenKey | undefined) {
  return given === undefined ? { accessKeyId, secretAccessKey } : { accessKeyId };
}

function describe(made: MadeAccount): string {
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['Account', made.accountId],
    ['Canonical id', made.canonicalId],
    ['Name', made.name],
    ['E-mail', made.email],
    ['User', made.userName ?? 'root'],
    ['Access key id', made.accessKeyId],
    ['Secret access key', made.secretAccessKey ?? '(the one that was given)'],
  ];
  return lines.map(([name, value]) => `${name.padEnd(19)}${value}\n`).join('');
}
