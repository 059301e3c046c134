import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { prepareDataFolder } from '../../src/store/data-folder.ts';
import { openStores } from '../../src/store/open.ts';
import { readKey, steps } from './steps.ts';

// A process of the tests: opens a data folder, does its steps and says what became of each, while
// its system calls fail or it is killed in one of them.

export const fatalCode = 70;
const [folder = ''] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);

const fatal = (error: Error): never => {
  say(`fatal ${error.message}`);
  process.exit(fatalCode);
};

async function attempt(name: string, work: () => Promise<unknown>): Promise<void> {
  say(`begin ${name}`);
  try {
    await work();
    say(`done ${name}`);
  } catch (error) {
    say(`refused ${name}: ${error instanceof Error ? error.message : error}`);
  }
}

await prepareDataFolder(folder, { fatal });
const clock = Date.now;
const stores = openStores({ folder, clock, randomBytes, fatal, graceMs: 0, segmentBytes: 65_536 });
say('opened');
for (const step of steps) await attempt(step.name, () => step.run(stores));
await attempt('collect', () => stores.blobs.collect());
await attempt('read', () => readKey(stores, 'medium'));
await attempt('close', () => stores.close());
