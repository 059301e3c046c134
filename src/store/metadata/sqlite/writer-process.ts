import { foundation } from '../schema/0001-foundation.ts';
import { openDatabase } from './database.ts';

// A process of the tests: raises a counter, one committed write after the other.

const [path = '', writes = '0', ending = 'close'] = process.argv.slice(2);
const database = openDatabase({
  path,
  migrations: [foundation],
  fatal: (error) => {
    throw error;
  },
});
const read = database.query<{ next: number }>("SELECT next FROM id_ranges WHERE name = 'count'");
const raise = database.command("UPDATE id_ranges SET next = ? WHERE name = 'count'");
const slowestMs = 5_000;

for (let done = 0; done < Number(writes); done += 1) {
  const startMs = performance.now();
  await database.write(() => raise.run((read.get()?.next ?? 0) + 1));
  if (performance.now() - startMs > slowestMs) throw new Error('A write starved.');
}
if (ending === 'abort') process.kill(process.pid, 'SIGKILL');
database.close();
