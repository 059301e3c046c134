import fc from 'fast-check';
import { runSequence } from './sequences.ts';
import type { Step } from './step.ts';
import type { Subject } from './subject.ts';

/**
 * Runs so many random sequences. What fails is shrunk and printed with its seed and path;
 * STRONGROOM_MODEL_SEED and STRONGROOM_MODEL_PATH run it again, and STRONGROOM_MODEL_SEQUENCES
 * another number of them.
 * @param minutes stop after so long, and print how many were run
 */
export async function holdAll(
  subject: Subject,
  sequences: fc.Arbitrary<Step[]>,
  count: number,
  minutes: number,
): Promise<void> {
  const { STRONGROOM_MODEL_SEED: seed, STRONGROOM_MODEL_PATH: path } = process.env;
  let run = 0;
  const property = fc.asyncProperty(sequences, async (sequence) => {
    await runSequence(subject, sequence);
    run += 1;
  });
  const wanted = Number(process.env.STRONGROOM_MODEL_SEQUENCES ?? count);
  await fc.assert(property, {
    numRuns: wanted,
    interruptAfterTimeLimit: minutes * 60_000,
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    ...(path === undefined ? {} : { path }),
  });
  if (run < wanted) console.error(`${run} of ${wanted} sequences in ${minutes} minutes`);
}
