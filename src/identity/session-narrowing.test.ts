import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { type CompiledPolicy, decide, type PolicySet } from '../policy/index.ts';
import { policyArn } from './arns.ts';
import type { CallerPolicies, CredentialRecord } from './caller.ts';
import { openIdentityFixture } from './identity-fixture.ts';
import type { SessionGrant } from './session-token.ts';

const accountId = '111122223333';
const userKey = { accessKeyId: 'AKIAALICE', secretAccessKey: 'Zk3/qL9+vB1xW7eR5tY2uI8o' };
const user = { accountId, kind: 'user', name: 'alice' } as const;
const role = { accountId, kind: 'role', name: 'builder' } as const;
const roleId = 'AROAAAAAAAAAAAAAAAAAA';
const boundaryArn = policyArn(accountId, '/', 'boundary');
const sessionArn = policyArn(accountId, '/', 'session');

const actions = ['s3:GetObject', 's3:PutObject', 's3:ListBucket', 'iam:GetUser'];
const resources = ['arn:aws:s3:::a/1', 'arn:aws:s3:::a/2', 'arn:aws:s3:::b/1'];
const patterns = ['*', 's3:*', 's3:Get*', ...actions];
const places = ['*', 'arn:aws:s3:::a/*', 'arn:aws:s3:::*/1', ...resources];

const statement = fc.record({
  // Mostly Allow, or hardly anything would be allowed.
  Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
  Action: fc.uniqueArray(fc.constantFrom(...patterns), { minLength: 1, maxLength: 3 }),
  Resource: fc.uniqueArray(fc.constantFrom(...places), { minLength: 1, maxLength: 3 }),
});
const policy = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((statements) => JSON.stringify({ Version: '2012-10-17', Statement: statements }));
const situation = fc.record({
  kind: fc.constantFrom<SessionGrant['kind']>('assumed-role', 'federated-user', 'session-token'),
  identity: policy,
  boundary: fc.option(policy, { nil: undefined }),
  inline: fc.option(policy, { nil: undefined }),
  managed: fc.option(policy, { nil: undefined }),
});

const fixture = openIdentityFixture();
after(() => fixture.close());
const { identities, provisioner, directory, tokens } = fixture;
const rootKey = { accessKeyId: 'AKIAROOT', secretAccessKey: 'rQ8/mN4+cV6bX0zA2sD1fG3h' };
await provisioner.createAccount({ accountId, name: 'Acme', rootKey });
await provisioner.createUser({ accountId, userName: 'alice', key: userKey });
await identities.createRole({
  accountId,
  roleId,
  roleName: 'builder',
  path: '/',
  createdAtMs: 1,
  trustPolicy: '{}',
  maxSessionDurationSeconds: 3_600,
  tags: [],
});

/** Makes a managed policy, or gives the one that is there a new text. */
async function putManaged(arn: string, document: string): Promise<void> {
  const policyName = arn.slice(arn.lastIndexOf('/') + 1);
  const policyId = policyName === 'boundary' ? 'ANPAAAAAAAAAAAAAAAAAB' : 'ANPAAAAAAAAAAAAAAAAAS';
  const createdAtMs = 1;
  const path = '/';
  const made = { accountId, policyId, arn, policyName, path, document, createdAtMs, tags: [] };
  if ((await identities.createPolicy(made)).outcome === 'created') return;
  const before = await identities.policy(arn);
  await identities.createPolicyVersion(arn, { document, setAsDefault: true, createdAtMs });
  if (before !== undefined) await identities.deletePolicyVersion(arn, before.defaultVersionId);
}

async function sessionOf(grant: Partial<SessionGrant>): Promise<CredentialRecord> {
  const whole: SessionGrant = {
    kind: 'assumed-role',
    accessKeyId: 'ASIASESSION',
    secretAccessKey: 'session-secret',
    accountId,
    principalId: roleId,
    sessionName: 'name',
    issuedAtMs: fixture.nowMs,
    expiresAtMs: fixture.nowMs + 3_600_000,
    policyArns: [],
    tags: [],
    transitiveTagKeys: [],
    chained: false,
    context: {},
    ...grant,
  };
  const issued = tokens.issue(whole);
  assert.ok(issued.outcome === 'issued');
  const found = await directory.resolve(whole.accessKeyId, issued.token);
  assert.ok(found.kind === 'found', found.kind);
  return found.credential;
}

test('what a session may, its parent may, and each of boundary and session policy allows', async (t) => {
  let allowed = 0;
  let narrowed = 0;
  const seed = Date.now() % 0x7fffffff;
  t.diagnostic(`seed ${seed}`);
  const property = fc.asyncProperty(situation, async (given) => {
    const holder = given.kind === 'assumed-role' ? role : user;
    await identities.putInlinePolicy(holder, { policyName: 'own', document: given.identity });
    await identities.deletePermissionsBoundary(holder);
    if (given.boundary !== undefined) {
      await putManaged(boundaryArn, given.boundary);
      await identities.putPermissionsBoundary(holder, boundaryArn);
    }
    if (given.managed !== undefined) await putManaged(sessionArn, given.managed);
    const parentId = holder === role ? roleId : (await identities.user(accountId, 'alice'))?.userId;
    const parent = await directory.entry(parentId ?? '');
    assert.ok(parent !== undefined && parentId !== undefined);
    const hasPolicies = given.kind !== 'session-token';
    const { principal, policies } = await sessionOf({
      kind: given.kind,
      principalId: parentId,
      ...(hasPolicies && given.inline !== undefined && { policy: given.inline }),
      policyArns: hasPolicies && given.managed !== undefined ? [sessionArn] : [],
    });
    for (const action of actions) {
      for (const resource of resources) {
        const request = {
          action,
          resource,
          resourceAccountId: accountId,
          principal,
          context: () => undefined,
        };
        const may = (set: PolicySet) => decide(request, set).allowed;
        const mayAlone = (identity: readonly CompiledPolicy[]) => may({ identity });
        const parentMay = may(parent.policies);
        if (!may(policies)) {
          if (parentMay) narrowed += 1;
          continue;
        }
        allowed += 1;
        const where = `${given.kind}: ${action} on ${resource}`;
        assert.ok(parentMay, `the parent may ${where}`);
        assert.ok(policies.boundary === undefined || mayAlone([policies.boundary]), where);
        assert.ok(policies.session === undefined || mayAlone(policies.session), where);
        assert.ok(isLimited(given, policies), where);
      }
    }
  });
  await fc.assert(property, { numRuns: 100, seed });
  assert.ok(allowed > 20 && narrowed > 10, `${allowed} allowed, ${narrowed} narrowed`);
});

/** Each policy that was given for a session, or as boundary, takes part in its decisions. */
function isLimited(
  given: Pick<SessionGrant, 'kind'> & Record<'boundary' | 'inline' | 'managed', string | undefined>,
  { boundary, session }: CallerPolicies,
): boolean {
  if ((given.boundary === undefined) !== (boundary === undefined)) return false;
  if (given.kind === 'session-token') return session === undefined;
  const count = [given.inline, given.managed].filter((one) => one !== undefined).length;
  // A federated user without policies may do nothing of itself.
  const isOpen = count === 0 && given.kind === 'assumed-role';
  return isOpen ? session === undefined : session?.length === count;
}
