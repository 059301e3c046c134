import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../test/differential/random.ts';
import { randomPolicies } from '../test/differential/random-policy.ts';
import { randomRequest } from '../test/differential/random-request.ts';
import { compare } from './classify.ts';
import type { PolicyCase } from './policy-case.ts';

const CASES = Number(process.env.STRONGROOM_ORACLE_CASES ?? 20_000);
const SEED = Number(process.env.STRONGROOM_ORACLE_SEED ?? Date.now() % 0xffffffff);

/**
 * A random case within what the other simulator knows: it has neither access control lists nor web
 * identities nor the root's right to bucket policies, and takes one session policy.
 */
function randomCase(random: Random): PolicyCase | undefined {
  const request = randomRequest(random);
  const policies = randomPolicies(random, request);
  if (request.principal.kind === 'web-identity') return undefined;
  const resourceAccountId = request.resourceAccountId ?? request.principal.accountId;
  return {
    request: { ...request, resourceAccountId },
    policies: {
      ...policies,
      session: policies.session?.slice(0, 1),
      accessControlList: undefined,
      resourceBindsRoot: true,
    },
  };
}

test(`the engine and iam-simulate differ on ${CASES} requests only in known ways`, async (t) => {
  t.diagnostic(`seed ${SEED} (STRONGROOM_ORACLE_SEED repeats the run)`);
  const random = new Random(SEED);
  const counts = new Map<string, number>();
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  let compared = 0;
  while (compared < CASES) {
    const one = randomCase(random);
    if (one === undefined) continue;
    const result = await compare(one);
    if (result.kind === 'refused') count(`refused: ${result.why}`);
    else compared += 1;
    if (result.kind === 'agreed') count(`agreed: ${result.outcome}`);
    if (result.kind === 'explained') for (const name of result.by) count(`differ: ${name}`);
    if (result.kind !== 'unexplained') continue;
    const { own, other } = result;
    const input = JSON.stringify(one, undefined, 1);
    assert.fail(`seed ${SEED}: the engine says ${own}, iam-simulate ${other}\n${input}`);
  }
  for (const [name, times] of [...counts].sort()) t.diagnostic(`${times} ${name}`);
  const agreed = ['allow', 'deny', 'none'].map((name) => counts.get(`agreed: ${name}`) ?? 0);
  assert.ok(Math.min(...agreed) > CASES / 20, 'every outcome is common');
});
