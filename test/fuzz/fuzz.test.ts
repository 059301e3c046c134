import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { describe, test } from 'node:test';
import { attack } from './attack.ts';
import { documentTargets } from './document-targets.ts';
import { httpTargets } from './http-targets.ts';
import { valueTargets } from './value-targets.ts';

/** Of each target. */
const milliseconds = Number(process.env.STRONGROOM_FUZZ_MS ?? 600);
const seed = Number(process.env.STRONGROOM_FUZZ_SEED ?? randomInt(2 ** 31));

describe('neither mutants nor generated texts break a parser or hold it up', () => {
  for (const target of [...documentTargets, ...httpTargets, ...valueTargets]) {
    test(target.name, async () => {
      assert.ok((await attack(target, seed, milliseconds)) > 1);
    });
  }
});
