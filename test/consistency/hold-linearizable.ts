import assert from 'node:assert/strict';
import type { Subject } from '../model/subject.ts';
import { longestOrder } from './linearizable.ts';
import { type Recording, record } from './record.ts';
import { register } from './register.ts';

/** Records a history and asserts that each key was linearizable; what was not is printed. */
export async function holdLinearizable(subject: Subject, recording: Recording): Promise<number> {
  const histories = await record(subject, recording);
  let operations = 0;
  for (const [key, history] of histories) {
    const order = new Set(longestOrder(history, register));
    const stuck = history.findIndex((_, index) => !order.has(index));
    const around = history.slice(Math.max(stuck - 20, 0), stuck + 20);
    const lines = around.map((one) => JSON.stringify(one)).join('\n');
    assert.equal(stuck, -1, `${key} with seed ${recording.seed}, near:\n${lines}`);
    operations += history.length;
  }
  return operations;
}
