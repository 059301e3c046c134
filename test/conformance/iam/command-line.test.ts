import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { somePolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { at, commandLine, each, findCommandLine } from './command-line.ts';
import { trustPolicy } from './role-entities.ts';

/** `aws iam` calls every operation at least once: it decodes each answer by its own model. */

const server = await useServer();
const path = findCommandLine();
const aws = path === undefined ? undefined : commandLine(path, server);
const readOnly = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const password = 'correct-Horse-1';

type Aws = NonNullable<typeof aws>;
type Step = (call: Aws) => Promise<unknown>;

/** The account of the server, from the ARN of its root. */
async function accountOf(call: Aws): Promise<string> {
  return String(at(await call('get-user'), 'User', 'Arn')).split(':')[4] ?? '';
}

const users: Step = async (call) => {
  const user = ['--user-name', 'alice'];
  await call('create-user', ...user, '--path', '/team/', '--tags', 'Key=Team,Value=a');
  const own = ['--policy-name', 'own', '--policy-document', somePolicy];
  await call('put-user-policy', ...user, ...own);
  const kept = await call('get-user-policy', ...user, '--policy-name', 'own');
  assert.deepEqual(at(kept, 'PolicyDocument'), JSON.parse(somePolicy));
  assert.deepEqual(await call('list-user-policies', ...user), { PolicyNames: ['own'] });
  await call('attach-user-policy', ...user, '--policy-arn', readOnly);
  const attached = await call('list-attached-user-policies', ...user);
  assert.equal(at(attached, 'AttachedPolicies', 0, 'PolicyArn'), readOnly);
  await call('put-user-permissions-boundary', ...user, '--permissions-boundary', readOnly);
  await call('tag-user', ...user, '--tags', 'Key=Stage,Value=b');
  const tags = await call('list-user-tags', ...user);
  assert.equal(at(tags, 'Tags', 0, 'Key'), 'Stage');
  await call('untag-user', ...user, '--tag-keys', 'Stage');
  await call('delete-user-permissions-boundary', ...user);
  await call('detach-user-policy', ...user, '--policy-arn', readOnly);
  await call('delete-user-policy', ...user, '--policy-name', 'own');
  await call('update-user', ...user, '--new-user-name', 'alicia');
  assert.ok(each(await call('list-users'), 'Users', 'UserName').includes('alicia'));
  await call('delete-user', '--user-name', 'alicia');
};

const credentials: Step = async (call) => {
  const user = ['--user-name', 'bob'];
  await call('create-user', ...user);
  const id = String(at(await call('create-access-key', ...user), 'AccessKey', 'AccessKeyId'));
  const key = ['--access-key-id', id];
  await call('update-access-key', ...user, ...key, '--status', 'Inactive');
  const keys = await call('list-access-keys', ...user);
  assert.equal(at(keys, 'AccessKeyMetadata', 0, 'Status'), 'Inactive');
  assert.equal(at(await call('get-access-key-last-used', ...key), 'UserName'), 'bob');
  await call('delete-access-key', ...user, ...key);
  await call('create-login-profile', ...user, '--password', password);
  await call('update-login-profile', ...user, '--password-reset-required');
  const login = await call('get-login-profile', ...user);
  assert.equal(at(login, 'LoginProfile', 'PasswordResetRequired'), true);
  await call('delete-login-profile', ...user);
  assert.deepEqual(at(await call('list-mfa-devices', ...user), 'MFADevices'), []);
  assert.deepEqual(at(await call('list-signing-certificates', ...user), 'Certificates'), []);
  assert.deepEqual(at(await call('list-ssh-public-keys', ...user), 'SSHPublicKeys'), []);
  await call('list-service-specific-credentials', ...user);
  assert.deepEqual(at(await call('list-virtual-mfa-devices'), 'VirtualMFADevices'), []);
  await call('delete-user', ...user);
  const change = ['--old-password', password, '--new-password', 'another-Horse-2'];
  await assert.rejects(call('change-password', ...change), /InvalidUserType/);
};

const groups: Step = async (call) => {
  const group = ['--group-name', 'readers'];
  const user = ['--user-name', 'carol'];
  await call('create-user', ...user);
  await call('create-group', ...group);
  await call('add-user-to-group', ...group, ...user);
  assert.equal(at(await call('get-group', ...group), 'Users', 0, 'UserName'), 'carol');
  const memberships = await call('list-groups-for-user', ...user);
  assert.equal(at(memberships, 'Groups', 0, 'GroupName'), 'readers');
  const own = ['--policy-name', 'own', '--policy-document', somePolicy];
  await call('put-group-policy', ...group, ...own);
  const kept = await call('get-group-policy', ...group, '--policy-name', 'own');
  assert.deepEqual(at(kept, 'PolicyDocument'), JSON.parse(somePolicy));
  assert.deepEqual(await call('list-group-policies', ...group), { PolicyNames: ['own'] });
  await call('attach-group-policy', ...group, '--policy-arn', readOnly);
  const attached = await call('list-attached-group-policies', ...group);
  assert.equal(at(attached, 'AttachedPolicies', 0, 'PolicyArn'), readOnly);
  await call('detach-group-policy', ...group, '--policy-arn', readOnly);
  await call('delete-group-policy', ...group, '--policy-name', 'own');
  await call('remove-user-from-group', ...group, ...user);
  await call('update-group', ...group, '--new-group-name', 'viewers');
  assert.ok(each(await call('list-groups'), 'Groups', 'GroupName').includes('viewers'));
  await call('delete-group', '--group-name', 'viewers');
  await call('delete-user', ...user);
};

const policies: Step = async (call) => {
  const made = await call('create-policy', '--policy-name', 'p', '--policy-document', somePolicy);
  const policy = ['--policy-arn', String(at(made, 'Policy', 'Arn'))];
  const version = ['--version-id', 'v2'];
  await call('create-policy-version', ...policy, '--policy-document', somePolicy);
  const second = await call('get-policy-version', ...policy, ...version);
  assert.deepEqual(at(second, 'PolicyVersion', 'Document'), JSON.parse(somePolicy));
  await call('set-default-policy-version', ...policy, ...version);
  assert.equal(at(await call('get-policy', ...policy), 'Policy', 'DefaultVersionId'), 'v2');
  const versions = await call('list-policy-versions', ...policy);
  assert.equal(at(versions, 'Versions', 'length'), 2);
  await call('delete-policy-version', ...policy, '--version-id', 'v1');
  await call('tag-policy', ...policy, '--tags', 'Key=Team,Value=a');
  assert.equal(at(await call('list-policy-tags', ...policy), 'Tags', 0, 'Value'), 'a');
  await call('untag-policy', ...policy, '--tag-keys', 'Team');
  const entities = await call('list-entities-for-policy', ...policy);
  assert.deepEqual(at(entities, 'PolicyUsers'), []);
  const local = await call('list-policies', '--scope', 'Local');
  assert.ok(each(local, 'Policies', 'PolicyName').includes('p'));
  await call('delete-policy', ...policy);
};

const roles: Step = async (call) => {
  const role = ['--role-name', 'worker'];
  await call('create-role', ...role, '--assume-role-policy-document', trustPolicy);
  const found = await call('get-role', ...role);
  assert.deepEqual(at(found, 'Role', 'AssumeRolePolicyDocument'), JSON.parse(trustPolicy));
  await call('update-assume-role-policy', ...role, '--policy-document', trustPolicy);
  await call('update-role', ...role, '--max-session-duration', '7200');
  const described = await call('update-role-description', ...role, '--description', 'works');
  assert.equal(at(described, 'Role', 'MaxSessionDuration'), 7200);
  const own = ['--policy-name', 'own', '--policy-document', somePolicy];
  await call('put-role-policy', ...role, ...own);
  const kept = await call('get-role-policy', ...role, '--policy-name', 'own');
  assert.deepEqual(at(kept, 'PolicyDocument'), JSON.parse(somePolicy));
  assert.deepEqual(await call('list-role-policies', ...role), { PolicyNames: ['own'] });
  await call('attach-role-policy', ...role, '--policy-arn', readOnly);
  const attached = await call('list-attached-role-policies', ...role);
  assert.equal(at(attached, 'AttachedPolicies', 0, 'PolicyArn'), readOnly);
  await call('put-role-permissions-boundary', ...role, '--permissions-boundary', readOnly);
  await call('delete-role-permissions-boundary', ...role);
  await call('tag-role', ...role, '--tags', 'Key=Team,Value=a');
  assert.equal(at(await call('list-role-tags', ...role), 'Tags', 0, 'Value'), 'a');
  await call('untag-role', ...role, '--tag-keys', 'Team');
  await instanceProfiles(call);
  assert.ok(each(await call('list-roles'), 'Roles', 'RoleName').includes('worker'));
  await call('detach-role-policy', ...role, '--policy-arn', readOnly);
  await call('delete-role-policy', ...role, '--policy-name', 'own');
  await call('delete-role', ...role);
};

const instanceProfiles: Step = async (call) => {
  const profile = ['--instance-profile-name', 'machine'];
  const role = ['--role-name', 'worker'];
  await call('create-instance-profile', ...profile);
  await call('add-role-to-instance-profile', ...profile, ...role);
  const found = await call('get-instance-profile', ...profile);
  assert.equal(at(found, 'InstanceProfile', 'Roles', 0, 'RoleName'), 'worker');
  const ofRole = await call('list-instance-profiles-for-role', ...role);
  assert.equal(at(ofRole, 'InstanceProfiles', 'length'), 1);
  const profiles = await call('list-instance-profiles');
  assert.ok(each(profiles, 'InstanceProfiles', 'InstanceProfileName').includes('machine'));
  await call('tag-instance-profile', ...profile, '--tags', 'Key=Team,Value=a');
  assert.equal(at(await call('list-instance-profile-tags', ...profile), 'Tags', 'length'), 1);
  await call('untag-instance-profile', ...profile, '--tag-keys', 'Team');
  await call('remove-role-from-instance-profile', ...profile, ...role);
  await call('delete-instance-profile', ...profile);
};

const providers: Step = async (call) => {
  const url = ['--url', 'https://id.example.com', '--client-id-list', 'app'];
  const made = await call('create-open-id-connect-provider', ...url);
  const provider = ['--open-id-connect-provider-arn', String(at(made, 'OpenIDConnectProviderArn'))];
  await call('add-client-id-to-open-id-connect-provider', ...provider, '--client-id', 'more');
  await call('remove-client-id-from-open-id-connect-provider', ...provider, '--client-id', 'app');
  const print = ['--thumbprint-list', 'a'.repeat(40)];
  await call('update-open-id-connect-provider-thumbprint', ...provider, ...print);
  const found = await call('get-open-id-connect-provider', ...provider);
  assert.deepEqual(at(found, 'ClientIDList'), ['more']);
  await call('tag-open-id-connect-provider', ...provider, '--tags', 'Key=Team,Value=a');
  const tags = await call('list-open-id-connect-provider-tags', ...provider);
  assert.equal(at(tags, 'Tags', 0, 'Key'), 'Team');
  await call('untag-open-id-connect-provider', ...provider, '--tag-keys', 'Team');
  const all = await call('list-open-id-connect-providers');
  const arn = String(at(made, 'OpenIDConnectProviderArn'));
  assert.ok(each(all, 'OpenIDConnectProviderList', 'Arn').includes(arn));
  await call('delete-open-id-connect-provider', ...provider);
};

const account: Step = async (call) => {
  await call('create-account-alias', '--account-alias', 'the-alias');
  assert.deepEqual(await call('list-account-aliases'), { AccountAliases: ['the-alias'] });
  await call('delete-account-alias', '--account-alias', 'the-alias');
  await call('update-account-password-policy', '--minimum-password-length', '12');
  const policy = await call('get-account-password-policy');
  assert.equal(at(policy, 'PasswordPolicy', 'MinimumPasswordLength'), 12);
  await call('delete-account-password-policy');
  assert.equal(at(await call('get-account-summary'), 'SummaryMap', 'UsersQuota'), 5000);
  assert.equal(at(await call('generate-credential-report'), 'State'), 'STARTED');
  const report = await call('get-credential-report');
  const csv = Buffer.from(String(at(report, 'Content')), 'base64').toString('utf8');
  assert.match(csv, /^user,arn,user_creation_time,/);
  const details = await call('get-account-authorization-details', '--filter', 'Role');
  assert.deepEqual(at(details, 'UserDetailList'), []);
};

const reports: Step = async (call) => {
  const arn = `arn:aws:iam::${await accountOf(call)}:user/dora`;
  const user = ['--user-name', 'dora'];
  await call('create-user', ...user);
  await call('attach-user-policy', ...user, '--policy-arn', readOnly);
  const job = await call('generate-service-last-accessed-details', '--arn', arn);
  const id = ['--job-id', String(at(job, 'JobId'))];
  const accessed = await call('get-service-last-accessed-details', ...id);
  assert.equal(at(accessed, 'ServicesLastAccessed', 0, 'ServiceNamespace'), 's3');
  const service = ['--service-namespace', 's3'];
  const who = await call('get-service-last-accessed-details-with-entities', ...id, ...service);
  assert.equal(at(who, 'EntityDetailsList', 0, 'EntityInfo', 'Name'), 'dora');
  const namespaces = ['--arn', arn, '--service-namespaces', 's3'];
  const granting = await call('list-policies-granting-service-access', ...namespaces);
  assert.equal(at(granting, 'PoliciesGrantingServiceAccess', 0, 'Policies', 'length'), 1);
  const actions = ['--action-names', 's3:GetObject', 's3:PutObject'];
  const source = ['--policy-source-arn', arn];
  const simulated = await call('simulate-principal-policy', ...source, ...actions);
  assert.equal(at(simulated, 'EvaluationResults', 0, 'EvalDecision'), 'allowed');
  assert.equal(at(simulated, 'EvaluationResults', 1, 'EvalDecision'), 'implicitDeny');
  const texts = ['--policy-input-list', somePolicy];
  const custom = await call('simulate-custom-policy', ...texts, ...actions);
  assert.equal(at(custom, 'EvaluationResults', 0, 'EvalDecision'), 'implicitDeny');
  const keys = await call('get-context-keys-for-custom-policy', ...texts);
  assert.deepEqual(at(keys, 'ContextKeyNames'), []);
  await call('get-context-keys-for-principal-policy', ...source);
  await call('detach-user-policy', ...user, '--policy-arn', readOnly);
  await call('delete-user', ...user);
};

const families: readonly (readonly [string, Step])[] = [
  ['users with their policies, boundaries and tags', users],
  ['access keys and passwords', credentials],
  ['groups with their members and policies', groups],
  ['managed policies with their versions and tags', policies],
  ['roles and instance profiles', roles],
  ['OpenID Connect providers', providers],
  ['the account, its reports and its password policy', account],
  ['simulations and reports of access', reports],
];

describe('aws iam', { concurrency: 2 }, () => {
  if (aws === undefined) {
    test('is not on this machine, so nothing was called with it', () => {
      assert.equal(path, undefined);
    });
    return;
  }
  for (const [what, step] of families) {
    test(`manages ${what}`, async () => {
      await step(aws);
    });
  }
});
