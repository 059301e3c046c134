import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

const defaultDeadlineMs = 30_000;
const pauseMs = 100;

/** Asks again and again until the answer is the expected one, as work in the background gets to it. */
export async function eventually<Answer>(
  ask: () => Promise<Answer>,
  expected: Answer,
  deadlineMs = defaultDeadlineMs,
): Promise<void> {
  const untilMs = Date.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    try {
      return assert.deepEqual(answer, expected);
    } catch (error) {
      if (Date.now() > untilMs) throw error;
    }
    await pause(pauseMs);
  }
}
