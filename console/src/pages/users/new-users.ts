import { createAccessKey } from '../../api/iam/access-keys.ts';
import { addUserToGroup, type Group } from '../../api/iam/groups.ts';
import { attachPolicy, type Policy } from '../../api/iam/policies.ts';
import type { Tag } from '../../api/iam/tags.ts';
import { createLoginProfile, createUser } from '../../api/iam/users.ts';
import { csvOf } from '../../parts/csv.ts';
import { randomPassword } from '../../parts/password.ts';

/** What the wizard was told: the same for every user but the name. */
export interface NewUsers {
  readonly names: readonly string[];
  readonly accessKey: boolean;
  readonly password: 'none' | 'random' | 'chosen';
  readonly chosenPassword: string;
  readonly resetRequired: boolean;
  readonly groups: readonly Group[];
  readonly policies: readonly Policy[];
  readonly tags: readonly Tag[];
}

export const noUsers: NewUsers = {
  names: [''],
  accessKey: true,
  password: 'none',
  chosenPassword: '',
  resetRequired: true,
  groups: [],
  policies: [],
  tags: [],
};

/** What became of one user. Secrets are known here and now, and never again. */
export interface MadeUser {
  readonly userName: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly password: string;
  /** What went wrong; the steps before it were done. */
  readonly error: unknown;
}

export const largestCount = 10;

/** AWS's rule for names of users. */
export const nameForm = /^[\w+=,.@-]{1,64}$/;

/** What is wrong with a list of names, the first thing by index; undefined where nothing is. */
export function nameFault(names: readonly string[], index: number): string | undefined {
  const name = names[index] ?? '';
  if (name === '') return names.length === 1 ? 'Give a name.' : 'Give a name, or remove this one.';
  if (!nameForm.test(name)) return 'Letters, digits and + = , . @ _ - only, 64 at most.';
  const folded = name.toLowerCase();
  const isTwice = names.some((other, at) => at < index && other.toLowerCase() === folded);
  return isTwice ? 'This name stands here twice.' : undefined;
}

/** Creates one user with all that was asked for; stops at the first thing that fails. */
export async function makeUser(wanted: NewUsers, userName: string): Promise<MadeUser> {
  const made = { userName, accessKeyId: '', secretAccessKey: '', password: '' };
  try {
    await createUser(
      userName,
      '/',
      wanted.tags.filter(({ key }) => key !== ''),
    );
    for (const { groupName } of wanted.groups) await addUserToGroup(groupName, userName);
    const holder = { kind: 'User', name: userName } as const;
    for (const { arn } of wanted.policies) await attachPolicy(holder, arn);
    if (wanted.password !== 'none') {
      const password = wanted.password === 'chosen' ? wanted.chosenPassword : randomPassword();
      await createLoginProfile(userName, password, wanted.resetRequired);
      made.password = password;
    }
    if (wanted.accessKey) Object.assign(made, await createAccessKey(userName));
    return { ...made, error: undefined };
  } catch (error) {
    return { ...made, error };
  }
}

/** The credentials as a file: the columns that AWS's own console gives, which `aws` imports. */
export function credentialsCsv(made: readonly MadeUser[], place: string): string {
  const head = [
    'User name',
    'Password',
    'Access key ID',
    'Secret access key',
    'Console login link',
  ];
  const rows = made.map((user) => [
    user.userName,
    user.password,
    user.accessKeyId,
    user.secretAccessKey,
    user.password === '' ? '' : place,
  ]);
  return csvOf([head, ...rows]);
}
