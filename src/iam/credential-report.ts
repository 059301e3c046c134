import { rootArn, userArn } from '../identity/arns.ts';
import { passwordExpiresAtMs } from '../identity/password.ts';
import type { AccessKey, PasswordPolicy, User } from '../store/identities.ts';
import type { IamContext } from './define.ts';

/** "Getting credential reports for your AWS account": the columns, in AWS's order. */
const columns = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_1_last_used_region',
  'access_key_1_last_used_service',
  'access_key_2_active',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'access_key_2_last_used_region',
  'access_key_2_last_used_service',
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated',
];

/** A report is made anew after four hours, and too old to be had then. */
export const reportLifetimeMs = 4 * 60 * 60 * 1000;

const pageSize = 1000;
const noValue = 'N/A';
const noCertificates = ['false', noValue, 'false', noValue];

/** The CSV with one line for root and each user of the account. */
export async function writeCredentialReport(context: IamContext): Promise<string> {
  const { accountId, identities } = context;
  const policy = await identities.passwordPolicy(accountId);
  const lines = [columns, await rootLine(context)];
  let after: string | undefined;
  do {
    const page = await identities.listUsers(accountId, { after, limit: pageSize });
    for (const user of page.items) lines.push(await userLine(context, user, policy));
    after = page.next;
  } while (after !== undefined);
  return lines.map((line) => line.join(',')).join('\n');
}

async function rootLine(context: IamContext): Promise<string[]> {
  const { accountId, identities } = context;
  const account = await identities.account(accountId);
  return [
    '<root_account>',
    rootArn(accountId),
    date(account?.createdAtMs),
    'not_supported',
    account?.rootPasswordLastUsedAtMs === undefined
      ? 'no_information'
      : date(account.rootPasswordLastUsedAtMs),
    'not_supported',
    'not_supported',
    'false',
    ...(await keyCells(context, undefined)),
    ...noCertificates,
  ];
}

async function userLine(
  context: IamContext,
  user: User,
  policy: PasswordPolicy | undefined,
): Promise<string[]> {
  const { accountId, identities } = context;
  const login = await identities.loginProfile(accountId, user.userName);
  const password =
    'outcome' in login
      ? ['false', noValue, noValue, noValue]
      : [
          'true',
          user.passwordLastUsedAtMs === undefined
            ? 'no_information'
            : date(user.passwordLastUsedAtMs),
          date(login.changedAtMs),
          date(passwordExpiresAtMs(login.changedAtMs, policy)),
        ];
  return [
    user.userName,
    userArn(accountId, user.path, user.userName),
    date(user.createdAtMs),
    ...password,
    'false',
    ...(await keyCells(context, user.userName)),
    ...noCertificates,
  ];
}

async function keyCells(context: IamContext, userName: string | undefined): Promise<string[]> {
  const owner = { accountId: context.accountId, userName };
  const keys = await context.identities.listAccessKeys(owner, { limit: 2 });
  const [first, second] = 'outcome' in keys ? [] : keys.items;
  return [...cellsOfKey(first), ...cellsOfKey(second)];
}

function cellsOfKey(key: AccessKey | undefined): string[] {
  if (key === undefined) return ['false', noValue, noValue, noValue, noValue];
  const { lastUsed } = key;
  return [
    String(key.status === 'Active'),
    date(key.createdAtMs),
    date(lastUsed?.atMs),
    lastUsed?.region ?? noValue,
    lastUsed?.service ?? noValue,
  ];
}

/** Such as `2026-01-02T03:04:05+00:00`. */
function date(atMs: number | undefined): string {
  if (atMs === undefined) return noValue;
  return new Date(atMs).toISOString().replace(/\.\d{3}Z$/, '+00:00');
}
