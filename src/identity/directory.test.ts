import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { decide } from '../policy/index.ts';
import { roleArn, userArn } from './arns.ts';
import type { CredentialLookup, CredentialRecord } from './caller.ts';
import type { Directory } from './directory.ts';
import { type IdentityFixture, openIdentityFixture } from './identity-fixture.ts';
import type { SessionGrant } from './session-token.ts';

const accountId = '111122223333';
const s3ReadOnly = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const key = { accessKeyId: 'AKIAALICE', secretAccessKey: 'Zk3/qL9+vB1xW7eR5tY2uI8o' };
const holder = { accountId, kind: 'user', name: 'alice' } as const;

let fixture: IdentityFixture;

beforeEach(async () => {
  fixture = openIdentityFixture();
  const { provisioner } = fixture;
  const rootKey = { accessKeyId: 'AKIAROOT', secretAccessKey: 'rQ8/mN4+cV6bX0zA2sD1fG3h' };
  await provisioner.createAccount({ accountId, name: 'Acme', rootKey });
  await provisioner.createUser({ accountId, userName: 'alice', key });
});

afterEach(() => fixture.close());

function found(lookup: CredentialLookup): CredentialRecord {
  assert.ok(lookup.kind === 'found', lookup.kind);
  return lookup.credential;
}

async function alice(directory: Directory = fixture.directory): Promise<CredentialRecord> {
  return found(await directory.resolve(key.accessKeyId, undefined));
}

function allows({ principal, policies }: CredentialRecord, action: string): boolean {
  const resource = 'arn:aws:s3:::bucket/key';
  const context = () => undefined;
  const request = { action, resource, resourceAccountId: accountId, principal, context };
  return decide(request, policies).allowed;
}

function statement(effect: string, action: string): string {
  const one = { Effect: effect, Action: action, Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [one] });
}

describe('long-term keys', () => {
  test('a key gives its user, secret, tags and account', async () => {
    const entity = { accountId, kind: 'user', name: 'alice' } as const;
    await fixture.identities.tag(entity, [{ key: 'Team', value: 'blue' }]);
    const credential = await alice();
    assert.equal(credential.secretAccessKey, key.secretAccessKey);
    assert.equal(credential.principal.arn, userArn(accountId, '/', 'alice'));
    assert.equal(credential.displayName, 'Acme');
    assert.deepEqual([...(credential.principal.tags ?? [])], [['Team', 'blue']]);
    assert.equal(credential.kind, 'long-term');
  });

  test('unknown, inactive and deleted keys are told apart', async () => {
    const { directory, identities } = fixture;
    const kind = async (id: string) => (await directory.resolve(id, undefined)).kind;
    assert.equal(await kind('AKIANOBODY'), 'unknown');
    assert.equal(await kind(''), 'unknown');
    const owner = { accountId, userName: 'alice' };
    await alice();
    await identities.updateAccessKey(owner, key.accessKeyId, 'Inactive');
    assert.equal(await kind(key.accessKeyId), 'inactive');
    await identities.updateAccessKey(owner, key.accessKeyId, 'Active');
    assert.equal(await kind(key.accessKeyId), 'found');
    await identities.deleteAccessKey(owner, key.accessKeyId);
    assert.equal(await kind(key.accessKeyId), 'unknown');
  });

  test('the second look-up is answered at once, from memory', async () => {
    const first = fixture.directory.resolve(key.accessKeyId, undefined);
    assert.ok(first instanceof Promise);
    const loaded = await first;
    assert.equal(fixture.directory.resolve(key.accessKeyId, undefined), loaded);
  });

  test('a change by any process is in force at the next look-up', async () => {
    const other = fixture.otherDirectory();
    assert.ok(!allows(await alice(other), 's3:GetObject'));
    const policy = { policyName: 'p', document: statement('Allow', 's3:GetObject') };
    await fixture.identities.putInlinePolicy(holder, policy);
    assert.ok(allows(await alice(other), 's3:GetObject'));
    assert.ok(allows(await alice(), 's3:GetObject'));
    await fixture.identities.deleteInlinePolicy(holder, 'p');
    assert.ok(!allows(await alice(other), 's3:GetObject'));
  });

  test('policies of groups and the boundary count', async () => {
    const { identities } = fixture;
    const groupId = 'AGPAAAAAAAAAAAAAAAAAA';
    const group = { accountId, groupId, groupName: 'g', path: '/', createdAtMs: 1 };
    await identities.createGroup(group);
    await identities.addUserToGroup(accountId, 'g', 'alice');
    await identities.attachPolicy({ ...holder, kind: 'group', name: 'g' }, s3ReadOnly);
    const policy = { policyName: 'p', document: statement('Allow', 's3:PutObject') };
    await identities.putInlinePolicy({ ...holder, kind: 'group', name: 'g' }, policy);
    const credential = await alice();
    assert.ok(allows(credential, 's3:GetObject') && allows(credential, 's3:PutObject'));
    assert.ok(!allows(credential, 's3:DeleteObject'));
    await identities.putPermissionsBoundary(holder, s3ReadOnly);
    assert.ok(allows(await alice(), 's3:GetObject'));
    assert.ok(!allows(await alice(), 's3:PutObject'));
    const sources = credential.policies.identity.map((one) => one.source);
    assert.deepEqual(sources, [
      { kind: 'inline', name: 'p', attachedTo: `arn:aws:iam::${accountId}:group/g` },
      { kind: 'managed', arn: s3ReadOnly, name: 'AmazonS3ReadOnlyAccess' },
    ]);
  });

  test('a managed policy is compiled once for all who have it', async () => {
    const { identities, provisioner, directory } = fixture;
    const bob = { accessKeyId: 'AKIABOB1', secretAccessKey: key.secretAccessKey };
    const given = { accountId, userName: 'bob', key: bob, policyArns: [s3ReadOnly] };
    await provisioner.createUser(given);
    await identities.attachPolicy(holder, s3ReadOnly);
    const bobs = found(await directory.resolve(bob.accessKeyId, undefined));
    assert.equal((await alice()).policies.identity[0], bobs.policies.identity[0]);
  });

  test('a stored policy that cannot be read fails the look-up and does not drop a Deny', async () => {
    await fixture.identities.putInlinePolicy(holder, { policyName: 'p', document: '{"x' });
    await assert.rejects(alice(), /cannot be read/);
  });

  test('root has no policies and needs none', async () => {
    const root = found(await fixture.directory.resolve('AKIAROOT', undefined));
    assert.equal(root.principal.kind, 'root');
    assert.deepEqual(root.policies.identity, []);
    assert.ok(allows(root, 's3:DeleteBucket'));
  });
});

describe('sessions', () => {
  const role = {
    accountId,
    roleId: 'AROAAAAAAAAAAAAAAAAAA',
    roleName: 'builder',
    path: '/ci/',
    createdAtMs: 1,
    trustPolicy: '{}',
    maxSessionDurationSeconds: 3_600,
    tags: [
      { key: 'Team', value: 'role' },
      { key: 'Env', value: 'prod' },
    ],
  };
  const roleHolder = { accountId, kind: 'role', name: 'builder' } as const;

  function grantOf(change: Partial<SessionGrant> = {}): SessionGrant {
    return {
      kind: 'assumed-role',
      accessKeyId: 'ASIASESSION',
      secretAccessKey: 'session-secret',
      accountId,
      principalId: role.roleId,
      sessionName: 'job-7',
      issuedAtMs: fixture.nowMs,
      expiresAtMs: fixture.nowMs + 3_600_000,
      policyArns: [],
      tags: [],
      transitiveTagKeys: [],
      chained: false,
      context: {},
      ...change,
    };
  }

  async function lookUp(grant: SessionGrant): Promise<CredentialLookup> {
    const issued = fixture.tokens.issue(grant);
    assert.ok(issued.outcome === 'issued');
    return fixture.directory.resolve(grant.accessKeyId, issued.token);
  }

  beforeEach(async () => {
    await fixture.identities.createRole(role);
    const document = statement('Allow', 's3:*');
    await fixture.identities.putInlinePolicy(roleHolder, { policyName: 'all', document });
  });

  test('an assumed role has its ids, tags and context', async () => {
    const tags = [{ key: 'team', value: 'session' }];
    const credential = found(await lookUp(grantOf({ tags, sourceIdentity: 'alice' })));
    const { principal } = credential;
    assert.equal(principal.kind, 'role-session');
    assert.equal(principal.arn, `arn:aws:sts::${accountId}:assumed-role/builder/job-7`);
    assert.equal(principal.userId, `${role.roleId}:job-7`);
    assert.equal(principal.roleArn, roleArn(accountId, '/ci/', 'builder'));
    assert.deepEqual([...(principal.tags ?? [])].sort(), [
      ['Env', 'prod'],
      ['team', 'session'],
    ]);
    assert.equal(credential.sessionContext.get('aws:tokenissuetime'), '2026-05-01T12:00:00Z');
    assert.equal(credential.sessionContext.get('aws:sourceidentity'), 'alice');
    assert.equal(credential.sessionContext.get('aws:multifactorauthpresent'), 'false');
    assert.equal(credential.sessionContext.get('session-type'), 'assumed-role');
    assert.ok(allows(credential, 's3:PutObject'));
  });

  test('the keys of transitive tags are known to who makes the next session', async () => {
    const tags = [{ key: 'team', value: 'session' }];
    const handsOn = found(await lookUp(grantOf({ tags, transitiveTagKeys: ['team'] })));
    assert.deepEqual(handsOn.sessionContext.get('transitive-tag-keys'), ['team']);
    const keeps = found(await lookUp(grantOf({ tags })));
    assert.equal(keeps.sessionContext.get('transitive-tag-keys'), undefined);
  });

  test('session policies limit it, any of them may allow', async () => {
    const policy = statement('Allow', 's3:PutObject');
    const one = found(await lookUp(grantOf({ policy })));
    assert.ok(allows(one, 's3:PutObject') && !allows(one, 's3:GetObject'));
    const both = found(await lookUp(grantOf({ policy, policyArns: [s3ReadOnly] })));
    assert.ok(allows(both, 's3:PutObject') && allows(both, 's3:GetObject'));
    const gone = 'arn:aws:iam::111122223333:policy/gone';
    const none = found(await lookUp(grantOf({ policyArns: [gone] })));
    assert.ok(!allows(none, 's3:GetObject'));
  });

  test('wrong, swapped, missing and expired tokens are refused', async () => {
    const { directory, tokens } = fixture;
    const issued = tokens.issue(grantOf());
    assert.ok(issued.outcome === 'issued');
    const kind = async (id: string, token: string | undefined) =>
      (await directory.resolve(id, token)).kind;
    assert.equal(await kind('ASIASESSION', issued.token), 'found');
    assert.equal(await kind('ASIAOTHER', issued.token), 'invalid-token');
    assert.equal(await kind('ASIASESSION', undefined), 'unknown');
    assert.equal(await kind('ASIASESSION', 'garbage'), 'invalid-token');
    assert.equal(await kind(key.accessKeyId, issued.token), 'invalid-token');
    fixture.nowMs += 3_600_000;
    assert.equal(await kind('ASIASESSION', issued.token), 'expired-token');
  });

  test('it ends with its role, and a namesake does not revive it', async () => {
    const grant = grantOf();
    assert.equal((await lookUp(grant)).kind, 'found');
    await fixture.identities.deleteInlinePolicy(roleHolder, 'all');
    await fixture.identities.deleteRole(accountId, 'builder');
    assert.equal((await lookUp(grant)).kind, 'invalid-token');
    await fixture.identities.createRole({ ...role, roleId: 'AROABBBBBBBBBBBBBBBBB' });
    assert.equal((await lookUp(grant)).kind, 'invalid-token');
  });

  test('revocation ends the sessions that were issued before it', async () => {
    const grant = grantOf();
    await fixture.identities.revokeSessions(role.roleId, fixture.nowMs + 1);
    assert.equal((await lookUp(grant)).kind, 'expired-token');
    const later = grantOf({ issuedAtMs: fixture.nowMs + 1 });
    assert.equal((await lookUp(later)).kind, 'found');
  });

  test('a federated user may do what both its policy and its maker may', async () => {
    const user = await fixture.identities.user(accountId, 'alice');
    assert.ok(user);
    const inline = { policyName: 'p', document: statement('Allow', 's3:GetObject') };
    await fixture.identities.putInlinePolicy(holder, inline);
    const federated = { kind: 'federated-user', sessionName: 'carol' } as const;
    const byAlice = { ...federated, principalId: user.userId };
    const without = found(await lookUp(grantOf(byAlice)));
    assert.equal(without.principal.arn, `arn:aws:sts::${accountId}:federated-user/carol`);
    assert.ok(!allows(without, 's3:GetObject'));
    const all = statement('Allow', 's3:*');
    const limited = found(await lookUp(grantOf({ ...byAlice, policy: all })));
    assert.ok(allows(limited, 's3:GetObject') && !allows(limited, 's3:PutObject'));
    const byRoot = { ...federated, principalId: accountId, policy: all };
    assert.ok(allows(found(await lookUp(grantOf(byRoot))), 's3:PutObject'));
  });

  test('GetSessionToken gives the same user, with temporary credentials', async () => {
    const user = await fixture.identities.user(accountId, 'alice');
    assert.ok(user);
    const grant = grantOf({ kind: 'session-token', principalId: user.userId, sessionName: '' });
    const credential = found(await lookUp(grant));
    assert.equal(credential.principal.kind, 'user');
    assert.equal(credential.principal.arn, userArn(accountId, '/', 'alice'));
    assert.equal(credential.kind, 'temporary');
    assert.equal(credential.policies.session, undefined);
  });
});

describe('entries for simulation', () => {
  test('they are found by ARN and by id, with the exact path and case only', async () => {
    const { directory, identities } = fixture;
    await identities.attachPolicy(holder, s3ReadOnly);
    const arn = userArn(accountId, '/', 'alice');
    const byArn = await directory.entry(arn);
    assert.equal(byArn?.policies.identity.length, 1);
    assert.equal(byArn?.principal?.arn, arn);
    const id = await directory.idOf(arn);
    assert.ok(id);
    assert.equal((await directory.entry(id))?.principal?.arn, arn);
    assert.equal(await directory.arnOf(id), arn);
    assert.equal(await directory.entry(userArn(accountId, '/', 'Alice')), undefined);
    assert.equal(await directory.entry(userArn(accountId, '/x/', 'alice')), undefined);
    assert.equal((await directory.entry(accountId))?.principal?.kind, 'root');
    const groupId = 'AGPAAAAAAAAAAAAAAAAAA';
    const group = { accountId, groupId, groupName: 'g', path: '/', createdAtMs: 1 };
    await identities.createGroup(group);
    const entry = await directory.entry(`arn:aws:iam::${accountId}:group/g`);
    assert.equal(entry?.source.entity.kind, 'group');
    assert.equal(entry?.principal, undefined);
  });
});
