import { danglingRows, type Rule } from './rule.ts';

const users = 'SELECT user_id FROM users';
const holders = `${users} UNION ALL SELECT group_id FROM user_groups
  UNION ALL SELECT role_id FROM roles`;

/** Tables whose rows mean nothing once the account of theirs is gone: nobody can use or see them. */
const accountTables = ['users', 'user_groups', 'roles', 'managed_policies', 'access_keys'] as const;

const withoutAccount: readonly Rule[] = accountTables.map((table) => ({
  kind: `${table.replaceAll('_', '-')}-without-account`,
  severity: 'damage',
  find: `SELECT count(*), account_id FROM ${table}
    WHERE account_id NOT IN (SELECT account_id FROM accounts) GROUP BY account_id`,
  message: ([count, account]) =>
    `${count} rows of ${table} are of account ${account}, which is gone`,
}));

export const identityRules: readonly Rule[] = [
  ...withoutAccount,
  danglingRows({
    kind: 'membership-without-end',
    table: 'memberships',
    columns: ['user_id', 'group_id'],
    where: `(user_id NOT IN (${users}) OR group_id NOT IN (SELECT group_id FROM user_groups))`,
    message: ([user, group]) => `${user} is a member of ${group}, but one of them is gone`,
  }),
  danglingRows({
    kind: 'attachment-without-holder',
    table: 'policy_attachments',
    columns: ['holder_id', 'policy_arn'],
    where: `holder_id NOT IN (${holders})`,
    message: ([holder, policy]) => `${policy} is attached to ${holder}, which is gone`,
  }),
  {
    kind: 'attachment-without-policy',
    severity: 'damage',
    find: `SELECT policy_arn, holder_id FROM policy_attachments
      WHERE policy_arn NOT LIKE 'arn:aws:iam::aws:policy/%'
        AND policy_arn NOT IN (SELECT arn FROM managed_policies)`,
    message: ([policy, holder]) => `${policy}, attached to ${holder}, is gone`,
  },
  {
    kind: 'policy-without-default',
    severity: 'damage',
    find: `SELECT arn, default_version FROM managed_policies p WHERE NOT EXISTS (SELECT 1
      FROM policy_versions v WHERE v.policy_id = p.policy_id AND v.version = p.default_version)`,
    message: ([policy, version]) => `the version ${version} that is in force of ${policy} is gone`,
  },
  danglingRows({
    kind: 'policy-version-without-policy',
    table: 'policy_versions',
    columns: ['policy_id', 'version'],
    where: 'policy_id NOT IN (SELECT policy_id FROM managed_policies)',
    message: ([policy, version]) => `version ${version} of the policy ${policy}, which is gone`,
  }),
  danglingRows({
    kind: 'inline-policy-without-holder',
    table: 'inline_policies',
    columns: ['holder_id', 'name_key'],
    where: `holder_id NOT IN (${holders})`,
    message: ([holder, name]) => `the inline policy ${name} of ${holder}, which is gone`,
  }),
  danglingRows({
    kind: 'access-key-without-user',
    table: 'access_keys',
    columns: ['access_key_id'],
    where: `user_id IS NOT NULL AND user_id NOT IN (${users})`,
    message: ([key]) => `the access key ${key} is of a user who is gone`,
  }),
  danglingRows({
    kind: 'login-profile-without-user',
    table: 'login_profiles',
    columns: ['user_id'],
    where: `user_id NOT IN (${users})`,
    message: ([user]) => `the password of ${user}, who is gone`,
  }),
  danglingRows({
    kind: 'instance-profile-without-end',
    table: 'instance_profile_roles',
    columns: ['instance_profile_id', 'role_id'],
    where: `(role_id NOT IN (SELECT role_id FROM roles) OR instance_profile_id NOT IN
      (SELECT instance_profile_id FROM instance_profiles))`,
    message: ([profile, role]) => `${role} is in ${profile}, but one of them is gone`,
  }),
  danglingRows({
    kind: 'alias-without-key',
    table: 'key_aliases',
    columns: ['account_id', 'name'],
    where: 'key_id NOT IN (SELECT key_id FROM keys)',
    message: ([account, name]) => `${name} of account ${account} names a key that is gone`,
  }),
];
