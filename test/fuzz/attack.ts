import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate, mutate, pumped } from './mutate.ts';
import { Random } from './random.ts';
import type { Target } from './target.ts';

const corpusFolder = join(import.meta.dirname, 'corpus');

/** What nothing may block the loop for. */
const blockMs = 50;
/** Inputs up to this size have that time; larger ones in proportion. */
const blockBytes = 256 * 1024;
/** Four times the input may take so much longer, twice in a row: 4 is linear and 16 quadratic. */
const growthLimit = 9;
const growthBytes = [4 * 1024, 16 * 1024, 64 * 1024] as const;
/** Shorter than this says nothing of growth. */
const measurableMs = 10;

/** The kept inputs of a target: what is good, and all that ever went wrong. */
export function corpusOf({ name }: Target): readonly string[] {
  const folder = join(corpusFolder, name);
  return readdirSync(folder)
    .sort()
    .map((file) => readFileSync(join(folder, file), 'latin1'));
}

async function timed(target: Target, input: string): Promise<number> {
  const from = performance.now();
  try {
    await target.parse(input);
  } catch (error) {
    const shown = JSON.stringify(input.slice(0, 2_000));
    throw new Error(`${target.name} failed on ${shown} (${input.length} bytes)`, { cause: error });
  }
  return performance.now() - from;
}

/** The least of some times: what others on the machine take is in the larger ones. */
async function leastTime(target: Target, input: string, tries: number): Promise<number> {
  let least = Infinity;
  for (let each = 0; each < tries; each += 1) least = Math.min(least, await timed(target, input));
  return least;
}

/** Parses one input, which must neither break the parser nor hold it up. */
export async function attackOnce(target: Target, input: string): Promise<void> {
  const allowedMs = blockMs * Math.max(1, input.length / blockBytes);
  if ((await timed(target, input)) <= allowedMs) return;
  const least = await leastTime(target, input, 5);
  const shown = `${JSON.stringify(input.slice(0, 300))} (${input.length} bytes)`;
  assert.ok(least <= allowedMs, `${target.name} took ${least.toFixed(1)} ms for ${shown}`);
}

/** Time must grow with the input, and not with its square. */
async function checkGrowth(target: Target, pump: (times: number) => string): Promise<void> {
  const unit = Math.max(pump(1).length - pump(0).length, 1);
  const inputs = growthBytes.map((bytes) => pump(Math.ceil(bytes / unit)));
  const times: number[] = [];
  for (const input of inputs.toReversed()) {
    const least = await leastTime(target, input, 4);
    if (times.length === 0 && least < measurableMs) return;
    times.unshift(least);
  }
  const growths = times.slice(1).map((longer, index) => longer / (times[index] ?? longer));
  const shown = JSON.stringify(pump(2).slice(0, 300));
  const measured = times.map((each) => each.toFixed(2)).join(', ');
  assert.ok(
    growths.some((growth) => growth <= growthLimit),
    `${target.name} took ${measured} ms for 4, 16 and 64 KiB, pumping ${shown}`,
  );
}

/**
 * Parses mutants of the corpus, generated texts and pumped ones for so long.
 * @returns how many inputs were parsed
 */
export async function attack(target: Target, seed: number, forMs: number): Promise<number> {
  const corpus = corpusOf(target);
  assert.ok(corpus.length > 0, `${target.name} has no corpus`);
  const random = new Random(seed);
  const until = performance.now() + forMs;
  let inputs = 0;
  try {
    for (const input of corpus) await attackOnce(target, input);
    for (; performance.now() < until; inputs += 1) {
      const base = random.pick(corpus, '');
      const choice = random.below(20);
      if (choice === 0) await checkGrowth(target, pumped(base, random, target.words));
      else if (choice < 4) await attackOnce(target, generate(random, target.words));
      else {
        const other = random.pick(corpus, '');
        await attackOnce(target, mutate(base, random, target.words, other));
      }
    }
  } catch (error) {
    console.error(`seed ${seed}, input ${inputs}`);
    throw error;
  }
  return inputs + corpus.length;
}
