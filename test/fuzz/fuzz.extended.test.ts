import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { describe, test } from 'node:test';
import { attack } from './attack.ts';
import { documentTargets } from './document-targets.ts';
import { httpTargets } from './http-targets.ts';
import { valueTargets } from './value-targets.ts';

/** Of each target. */
const milliseconds = Number(process.env.STRONGROOM_FUZZ_MS ?? 60_000);

describe('parsers hold for a minute each', () => {
  for (const target of [...documentTargets, ...httpTargets, ...valueTargets]) {
    test(target.name, async () => {
      const inputs = await attack(target, randomInt(2 ** 31), milliseconds);
      assert.ok(inputs > 1);
      console.error(`${target.name}: ${inputs} inputs`);
    });
  }
});
