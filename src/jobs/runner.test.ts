import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { ClaimedJob, JobClaim, JobEnd, JobLeases } from '../store/jobs.ts';
import type { Job } from './job.ts';
import { type EndedTurn, startJobs } from './runner.ts';

const leaseMs = 60;
const pollMs = 5;

interface Lease {
  holder: string | undefined;
  untilMs: number;
  dueAtMs: number;
  cursor: string | undefined;
}

/** Leases in memory, shared by the runners of a test as the database is by workers. */
class MemoryLeases implements JobLeases {
  readonly #leases = new Map<string, Lease>();

  isDue(name: string): boolean {
    const lease = this.#leases.get(name);
    if (lease === undefined) return true;
    const isHeld = lease.holder !== undefined && lease.untilMs > Date.now();
    return lease.dueAtMs <= Date.now() && !isHeld;
  }

  async claim({ name, holder, leaseMs: forMs }: JobClaim): Promise<ClaimedJob | undefined> {
    if (!this.isDue(name)) return undefined;
    const cursor = this.#leases.get(name)?.cursor;
    this.#leases.set(name, { holder, untilMs: Date.now() + forMs, dueAtMs: 0, cursor });
    return { cursor };
  }

  async renew(claim: JobClaim & { readonly cursor: string | undefined }): Promise<boolean> {
    const lease = this.#leases.get(claim.name);
    if (lease?.holder !== claim.holder) return false;
    lease.untilMs = Date.now() + claim.leaseMs;
    lease.cursor = claim.cursor;
    return true;
  }

  async end({ name, holder, dueAtMs, cursor }: JobEnd): Promise<boolean> {
    if (this.#leases.get(name)?.holder !== holder) return false;
    this.#leases.set(name, { holder: undefined, untilMs: 0, dueAtMs, cursor });
    return true;
  }

  async list() {
    return [];
  }

  /** As another process would take it. */
  steal(name: string): void {
    const lease = this.#leases.get(name);
    if (lease !== undefined) lease.holder = 'thief';
  }
}

function start(jobs: readonly Job[], leases: JobLeases, holder = 'one') {
  const turns: EndedTurn[] = [];
  const ended = (turn: EndedTurn) => void turns.push(turn);
  const runner = startJobs({ jobs, leases, holder, clock: Date.now, ended, pollMs, leaseMs });
  return { runner, turns };
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !holds(); tries++) await pause(pollMs);
  assert.ok(holds(), 'it did not come to pass in time');
}

describe('the runner of jobs', () => {
  test('runs a job again after its period, and tells what it did', async () => {
    const job: Job = { name: 'count', everyMs: 1, run: async () => ({ counts: { seen: 2 } }) };
    const { runner, turns } = start([job], new MemoryLeases());
    await until(() => turns.length >= 2);
    await runner.stop();
    assert.deepEqual(turns[0]?.counts, { seen: 2 });
    assert.ok(turns.every(({ isComplete, error }) => isComplete && error === undefined));
  });

  test('never runs a job twice at a time, with several workers', async () => {
    const leases = new MemoryLeases();
    let inside = 0;
    let most = 0;
    const job: Job = {
      name: 'alone',
      everyMs: 1,
      run: async () => {
        most = Math.max(most, ++inside);
        await pause(3);
        inside--;
        return { counts: {} };
      },
    };
    const workers = ['one', 'two', 'three'].map((holder) => start([job], leases, holder));
    await until(() => workers.reduce((sum, { turns }) => sum + turns.length, 0) >= 10);
    await Promise.all(workers.map(({ runner }) => runner.stop()));
    assert.equal(most, 1);
  });

  test('goes on where a turn stopped, at once', async () => {
    const cursors: (string | undefined)[] = [];
    const job: Job = {
      name: 'steps',
      everyMs: 60_000,
      run: async ({ cursor }) => {
        cursors.push(cursor);
        return { counts: {}, cursor: { none: 'a', a: 'b' }[cursor ?? 'none'] };
      },
    };
    const { runner, turns } = start([job], new MemoryLeases());
    await until(() => turns.length === 3);
    await runner.stop();
    assert.deepEqual(cursors, [undefined, 'a', 'b']);
    assert.deepEqual(
      turns.map(({ isComplete }) => isComplete),
      [false, false, true],
    );
  });

  test('stops a turn when its time is up, at shutdown, and when its lease was taken', async () => {
    const aborted = (signal: AbortSignal) =>
      new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    let began = 0;
    const run: Job['run'] = async ({ signal }) => {
      began++;
      await aborted(signal);
      return { counts: {} };
    };
    const timed = start([{ name: 'timed', everyMs: 60_000, turnMs: 10, run }], new MemoryLeases());
    await until(() => timed.turns.length === 1);
    await timed.runner.stop();
    const leases = new MemoryLeases();
    const slow = start([{ name: 'slow', everyMs: 60_000, run }], leases);
    await until(() => began === 2);
    leases.steal('slow');
    await until(() => slow.turns.length === 1);
    await slow.runner.stop();
    const last = start([{ name: 'last', everyMs: 60_000, run }], new MemoryLeases());
    await until(() => began === 3);
    await last.runner.stop();
    assert.equal(last.turns.length, 1);
  });

  test('keeps the lease of a long turn, and tells a failure without stopping the others', async () => {
    const leases = new MemoryLeases();
    const failing: Job = {
      name: 'failing',
      everyMs: 1,
      run: async ({ reached }) => {
        reached('here');
        throw new Error('no luck');
      },
    };
    const long: Job = {
      name: 'long',
      everyMs: 60_000,
      run: async () => {
        await pause(leaseMs * 3);
        return { counts: {} };
      },
    };
    const one = start([failing, long], leases, 'one');
    const two = start([long], leases, 'two');
    await until(() => one.turns.length + two.turns.length === 2);
    await Promise.all([one.runner.stop(), two.runner.stop()]);
    const failed = one.turns.find(({ job }) => job === 'failing');
    assert.match(String(failed?.error), /no luck/);
    assert.equal(failed?.isComplete, false);
  });

  test('asks whether there is work before it claims anything', async () => {
    let asked = 0;
    const idle: Job = {
      name: 'idle',
      everyMs: 1,
      hasWork: () => {
        asked++;
        return false;
      },
      run: () => assert.fail('nothing was to be done'),
    };
    const { runner, turns } = start([idle], new MemoryLeases());
    await until(() => asked > 2);
    await runner.stop();
    assert.deepEqual(turns, []);
  });
});
