import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Decision, decide, explain } from '../../src/policy/index.ts';
import { type JudgedRequest, judge } from './judge.ts';
import { Random } from './random.ts';
import { randomPolicies } from './random-policy.ts';
import { randomRequest } from './random-request.ts';
import { policySetOf, requestOf } from './translate.ts';

const CASES = Number(process.env.STRONGROOM_DIFFERENTIAL_CASES ?? 100_000);
const SEED = Number(process.env.STRONGROOM_DIFFERENTIAL_SEED ?? Date.now() % 0xffffffff);
/** Random policies are compiled for several requests each, to see more of them. */
const REQUESTS_PER_POLICY_SET = 4;

/** The engine's decision in the judge's words. */
function verdictOf({ allowed, reason }: Decision): string {
  if (reason.type === 'implicit-deny') return `none:${reason.lacking}`;
  const verb = allowed ? 'allow' : 'deny';
  if (reason.type === 'root' || reason.type === 'access-control-list')
    return `${verb}:${reason.type}`;
  const { kind } = reason.policy;
  return `${verb}:${kind === 'inline' || kind === 'managed' ? 'identity' : kind}`;
}

/** Another request in the same surroundings, so that one set of policies meets several. */
function variation(random: Random, first: JudgedRequest): JudgedRequest {
  const other = randomRequest(random);
  return {
    ...first,
    context: random.chance(0.7) ? other.context : first.context,
    principal: random.chance(0.3) ? other.principal : first.principal,
    ...(random.chance(0.3) ? { action: other.action, resource: other.resource } : {}),
  };
}

test(`the engine and the judge agree on ${CASES} random requests`, (t) => {
  t.diagnostic(`seed ${SEED} (STRONGROOM_DIFFERENTIAL_SEED repeats the run)`);
  const random = new Random(SEED);
  const verdicts = new Map<string, number>();
  for (let index = 0; index < CASES; ) {
    const first = randomRequest(random);
    const raw = randomPolicies(random, first);
    const policies = policySetOf(raw);
    for (let i = 0; i < REQUESTS_PER_POLICY_SET && index < CASES; i++, index++) {
      const request = i === 0 ? first : variation(random, first);
      const expected = judge(request, raw);
      const actual = verdictOf(decide(requestOf(request), policies));
      verdicts.set(expected, (verdicts.get(expected) ?? 0) + 1);
      if (actual === expected) continue;
      const trace = JSON.stringify(explain(requestOf(request), policies), undefined, 1);
      const input = JSON.stringify({ request, raw }, undefined, 1);
      assert.fail(
        `case ${index}, seed ${SEED}: judge ${expected}, engine ${actual}\n${input}\n${trace}`,
      );
    }
  }
  const share = (prefix: string) =>
    [...verdicts].reduce((sum, [name, n]) => sum + (name.startsWith(prefix) ? n : 0), 0) / CASES;
  t.diagnostic(JSON.stringify(Object.fromEntries([...verdicts].sort())));
  if (CASES >= 10_000) {
    assert.ok(share('allow') > 0.1, 'allows are common');
    assert.ok(share('deny') > 0.05, 'explicit denies are common');
    assert.ok(share('none') > 0.1, 'implicit denies are common');
  }
});
