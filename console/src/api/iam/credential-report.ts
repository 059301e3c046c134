import { callQuery } from '../query.ts';

/** One line of the report: who, and the state of password and keys. */
export interface CredentialLine {
  readonly user: string;
  readonly isRoot: boolean;
  readonly passwordEnabled: boolean;
  readonly passwordLastUsed: Date | undefined;
  readonly keys: readonly CredentialKey[];
}

export interface CredentialKey {
  readonly number: 1 | 2;
  readonly active: boolean;
  readonly rotated: Date | undefined;
  readonly lastUsed: Date | undefined;
}

export interface CredentialReport {
  readonly generated: Date | undefined;
  readonly lines: readonly CredentialLine[];
}

/** The account's credential report, which is made anew every four hours. @throws ServiceError */
export async function credentialReport(): Promise<CredentialReport> {
  await callQuery('iam', 'GenerateCredentialReport');
  const result = await callQuery('iam', 'GetCredentialReport');
  const bytes = Uint8Array.from(atob(result.text('Content')), (letter) => letter.charCodeAt(0));
  return {
    generated: result.date('GeneratedTime'),
    lines: readReport(new TextDecoder().decode(bytes)),
  };
}

/** The columns whose values may hold commas, since names of users may; they stand first. */
const nameAndArn = /^(.*?),arn:aws:iam::/;

/** Reads the lines of a report. Nothing in it is quoted. */
export function readReport(csv: string): readonly CredentialLine[] {
  const [head = '', ...rows] = csv.trim().split('\n');
  const names = head.split(',');
  return rows.map((row) => {
    const cells = row.split(',').reverse();
    const fromEnd = names.toReversed().map((name, index) => [name, cells[index] ?? ''] as const);
    const user = nameAndArn.exec(row)?.[1] ?? '';
    return readLine(new Map([...fromEnd, ['user', user]]));
  });
}

function readLine(cells: ReadonlyMap<string, string>): CredentialLine {
  const user = cells.get('user') ?? '';
  return {
    user,
    isRoot: user === '<root_account>',
    passwordEnabled: cells.get('password_enabled') === 'true',
    passwordLastUsed: dateIn(cells.get('password_last_used')),
    keys: ([1, 2] as const).map((number) => ({
      number,
      active: cells.get(`access_key_${number}_active`) === 'true',
      rotated: dateIn(cells.get(`access_key_${number}_last_rotated`)),
      lastUsed: dateIn(cells.get(`access_key_${number}_last_used_date`)),
    })),
  };
}

/** `N/A`, `no_information` and the like are no dates. */
function dateIn(text = ''): Date | undefined {
  return /^\d{4}-/.test(text) ? new Date(text) : undefined;
}
