import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readPolicy } from '../../src/policy/document/read.ts';
import {
  type AccessRequest,
  type CompiledPolicy,
  compilePolicy,
  type Decision,
  decide,
  denialMessage,
  explain,
  type PolicySet,
  type PolicySource,
} from '../../src/policy/index.ts';
import { type CaseFile, casesOf, type FullCase, type PolicyText } from './case-file.ts';
import { OWNER, PEOPLE } from './people.ts';

const LEAST_CASES = 300;

function compiled(text: PolicyText, source: PolicySource, file: CaseFile): CompiledPolicy {
  const found = typeof text === 'string' ? file.policies?.[text] : text;
  assert.ok(found !== undefined && typeof found !== 'string', `the policy ${String(text)}`);
  const policy = Array.isArray(found) ? { Version: '2012-10-17', Statement: found } : found;
  const named = typeof text === 'string' ? { ...source, name: text } : source;
  return compilePolicy(readPolicy(JSON.stringify(policy)).document, named);
}

function policySetOf(one: FullCase, file: CaseFile): PolicySet {
  const managed = (name: PolicyText): PolicySource =>
    typeof name === 'string'
      ? { kind: 'managed', arn: `arn:aws:iam::${OWNER}:policy/${name}` }
      : { kind: 'inline' };
  const { boundary, bucket, trust } = one;
  const resource = trust ?? bucket;
  return {
    identity: (one.identity ?? []).map((text) => compiled(text, managed(text), file)),
    boundary: boundary === undefined ? undefined : compiled(boundary, { kind: 'boundary' }, file),
    session: one.session?.map((text) => compiled(text, { kind: 'session' }, file)),
    resource:
      resource === undefined
        ? undefined
        : compiled(resource, { kind: trust ? 'trust' : 'resource' }, file),
    accessControlList: one.accessControlList,
    resourceBindsRoot: one.bindsRoot,
  };
}

function requestOf(one: FullCase & { action: string; resource: string }): AccessRequest {
  const who = one.who ?? 'ann';
  const principal = PEOPLE[who];
  assert.ok(principal !== undefined, `${who} stands in people.ts`);
  const context = new Map(
    Object.entries(one.context ?? {}).map(([key, value]) => [key.toLowerCase(), value]),
  );
  return {
    action: one.action,
    resource: one.resource,
    resourceAccountId: one.owner === null ? undefined : (one.owner ?? OWNER),
    principal,
    context: (key) => context.get(key),
  };
}

function verdictOf({ allowed, reason }: Decision): string {
  if (reason.type === 'implicit-deny') return `none:${reason.lacking}`;
  const verb = allowed ? 'allow' : 'deny';
  if (reason.type === 'root' || reason.type === 'access-control-list')
    return `${verb}:${reason.type}`;
  const { kind } = reason.policy;
  return `${verb}:${kind === 'inline' || kind === 'managed' ? 'identity' : kind}`;
}

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'));
const loaded = files.map((name) => {
  const file: CaseFile = JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));
  return { file, cases: casesOf(file) };
});

for (const { file, cases } of loaded) {
  describe(file.topic, () => {
    for (const one of cases) {
      test(one.name, () => {
        const request = requestOf(one);
        const policies = policySetOf(one, file);
        const decision = decide(request, policies);
        const trace = explain(request, policies);
        assert.equal(verdictOf(decision), one.expect, JSON.stringify(trace.policies));
        assert.deepEqual(trace.decision, decision, 'the trace tells the same decision');
        if (one.statement !== undefined && 'statement' in decision.reason) {
          assert.equal(decision.reason.statement.index, one.statement);
        }
        if (one.s3Message !== undefined) {
          assert.equal(denialMessage(decision, request, 's3'), one.s3Message);
        }
        if (one.iamMessage !== undefined) {
          assert.equal(denialMessage(decision, request, 'iam'), one.iamMessage);
        }
      });
    }
  });
}

test(`there are at least ${LEAST_CASES} cases, each with a name of its own in its file`, (t) => {
  const total = loaded.reduce((sum, { cases }) => sum + cases.length, 0);
  t.diagnostic(`${total} cases in ${files.length} files`);
  assert.ok(total >= LEAST_CASES);
  for (const { file, cases } of loaded) {
    const names = cases.map((one) => one.name);
    const twice = names.filter((name, index) => names.indexOf(name) !== index);
    assert.deepEqual(twice, [], file.topic);
  }
});
