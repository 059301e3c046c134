import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide } from '../../src/policy/index.ts';
import { type JudgedPolicies, judge } from './judge.ts';
import { Random } from './random.ts';
import { randomPolicies } from './random-policy.ts';
import { randomRequest } from './random-request.ts';
import { policySetOf, requestOf } from './translate.ts';

const CASES = 20_000;
const SEED = Number(process.env.STRONGROOM_DIFFERENTIAL_SEED ?? Date.now() % 0xffffffff);

test('what a session may do by itself, its parent, boundary and session policy all allow', (t) => {
  t.diagnostic(`seed ${SEED}`);
  const random = new Random(SEED);
  let allowed = 0;
  for (let i = 0; i < CASES; i++) {
    const request = randomRequest(random);
    const { identity, boundary, session } = randomPolicies(random, request);
    const { kind, issuerArn } = request.principal;
    const isSession = kind === 'role-session' || kind === 'federated-user';
    if (!isSession || issuerArn?.endsWith(':root')) continue;
    const own = { ...request, resourceAccountId: request.principal.accountId };
    const mayBy = (policies: Pick<JudgedPolicies, 'identity' | 'boundary' | 'session'>) =>
      decide(requestOf(own), policySetOf({ ...policies, isTrust: false })).allowed;
    if (!mayBy({ identity, boundary, session })) continue;
    allowed++;
    const context = JSON.stringify({ own, identity, boundary, session });
    assert.ok(mayBy({ identity }), context);
    if (boundary !== undefined) assert.ok(mayBy({ identity: [boundary] }), context);
    if (session !== undefined) assert.ok(mayBy({ identity: session }), context);
    assert.equal(judge(own, { identity, boundary, session, isTrust: false }), 'allow:identity');
  }
  assert.ok(allowed > CASES / 100, `${allowed} sessions were allowed something`);
});
