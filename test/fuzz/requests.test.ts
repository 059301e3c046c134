import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, test } from 'node:test';
import { openInProcess } from '../model/in-process.ts';
import { Random } from './random.ts';
import { attackServices } from './requests.ts';

const seed = Number(process.env.STRONGROOM_FUZZ_SEED ?? randomInt(2 ** 31));
const milliseconds = Number(process.env.STRONGROOM_FUZZ_MS ?? 8_000);

const subject = await openInProcess();
after(() => subject.close());

test(`no request, however strange, is answered by a defect (seed ${seed})`, async () => {
  assert.ok((await attackServices(subject, new Random(seed), milliseconds)) > 10);
});
