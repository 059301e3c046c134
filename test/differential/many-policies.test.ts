import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, type Reason } from '../../src/policy/index.ts';
import { judge, type RawPolicy } from './judge.ts';
import { Random } from './random.ts';
import { randomPolicies } from './random-policy.ts';
import { randomRequest } from './random-request.ts';
import { policySetOf, requestOf } from './translate.ts';

const CASES = 200;
const SEED = Number(process.env.STRONGROOM_DIFFERENTIAL_SEED ?? Date.now() % 0xffffffff);
const REQUESTS_PER_PRINCIPAL = 10;

/** A request of a user in its own account: only identity policies count. */
function ownRequest(random: Random) {
  for (;;) {
    const request = randomRequest(random);
    const { kind, accountId } = request.principal;
    if (kind === 'user') return { ...request, resourceAccountId: accountId };
  }
}

/** Policies as somebody in many groups has them, most of them about other things. */
function manyPolicies(random: Random): RawPolicy[] {
  const policies: RawPolicy[] = [];
  const wanted = 2 + random.below(30);
  while (policies.length < wanted) {
    policies.push(...randomPolicies(random, ownRequest(random)).identity);
  }
  return policies;
}

test(`among many policies the same statement decides as when each is asked alone`, (t) => {
  t.diagnostic(`seed ${SEED} (STRONGROOM_DIFFERENTIAL_SEED repeats the run)`);
  const random = new Random(SEED);
  const found = new Map<string, number>();
  for (let i = 0; i < CASES; i++) {
    const identity = manyPolicies(random);
    const set = policySetOf({ identity, isTrust: false });
    for (let j = 0; j < REQUESTS_PER_PRINCIPAL; j++) {
      const judged = ownRequest(random);
      const request = requestOf(judged);
      const decision = decide(request, set);
      const alone = set.identity.map((policy) => decide(request, { identity: [policy] }).reason);
      const first = (type: Reason['type']) => alone.find((reason) => reason.type === type);
      const expected = first('explicit-deny') ?? first('explicit-allow') ?? alone[0];
      const input = JSON.stringify({ judged, identity });
      assert.deepEqual(decision.reason, expected, `seed ${SEED}: ${input}`);
      const verdict = judge(judged, { identity, isTrust: false }).split(':')[0] ?? '';
      assert.equal(decision.allowed, verdict === 'allow', input);
      found.set(verdict, (found.get(verdict) ?? 0) + 1);
    }
  }
  t.diagnostic(JSON.stringify(Object.fromEntries(found)));
  const least = CASES * REQUESTS_PER_PRINCIPAL * 0.05;
  for (const verdict of ['allow', 'deny', 'none']) {
    assert.ok((found.get(verdict) ?? 0) > least, `${verdict} is common`);
  }
});
