import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { randomCredentials, startServer, type TestServer } from '../conformance/harness/server.ts';
import { Random } from '../differential/random.ts';
import { CrashClient } from './client.ts';
import { allGone, childrenOf, killNow } from './server-processes.ts';
import { verifyFolder, verifySpace } from './verify-folder.ts';
import { createWorkloads } from './workloads.ts';

export interface CrashRun {
  readonly kills: number;
  /** Repeats the operations and the delays; when the kernel runs whom is not repeated. */
  readonly seed: number;
  readonly report?: (line: string) => void;
  /** No kill is begun after this time: for runs beside others, on any machine. */
  readonly limitMs?: number;
}

export interface CrashResult {
  readonly kills: Readonly<Record<Victim, number>>;
  readonly requests: number;
  readonly seconds: number;
}

/** Who is killed: one worker (the others go on), all processes at once, or the primary alone. */
type Victim = 'worker' | 'all' | 'primary';

const workers = 3;
/** One worker is left to answer what is asked after a kill, also where none was replaced yet. */
const workerKillsInARow = workers - 1;
const longestLoadMs = 150;

/**
 * Kills a server under load again and again, and checks after each kill that nothing which was
 * acknowledged is lost or torn, and nothing that was not has half happened.
 * @throws Violation, or whatever else went wrong, with the kill's number and the seed
 */
export async function runCrashTest({
  kills,
  seed,
  report,
  limitMs,
}: CrashRun): Promise<CrashResult> {
  const folder = await mkdtemp(join(tmpdir(), 'strongroom-crash-'));
  const run = new Run(folder, seed);
  const startMs = performance.now();
  try {
    await run.start();
    for (let number = 1; number <= kills; number += 1) {
      if (performance.now() - startMs > (limitMs ?? Number.POSITIVE_INFINITY)) break;
      const victim = await run.cycle().catch((error: unknown) => {
        throw new Error(`after kill ${number} of seed ${seed}:\n${run.output()}`, { cause: error });
      });
      report?.(`kill ${number} of ${kills}: ${victim}`);
    }
    await run.end();
    const seconds = (performance.now() - startMs) / 1000;
    return { kills: run.killed, requests: run.requests, seconds };
  } finally {
    await run.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

class Run {
  readonly killed: Record<Victim, number> = { worker: 0, all: 0, primary: 0 };
  readonly #folder: string;
  readonly #random: Random;
  readonly #root = randomCredentials();
  #server: TestServer | undefined;
  #client: CrashClient | undefined;
  #workloads: ReturnType<typeof createWorkloads> = [];
  #workerKills = 0;

  constructor(folder: string, seed: number) {
    this.#folder = folder;
    this.#random = new Random(seed);
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  get requests(): number {
    return this.#client?.answered ?? 0;
  }

  output(): string {
    return this.#server?.output() ?? '';
  }

  async #startServer(): Promise<TestServer> {
    this.#server = await startServer({
      workers,
      dataFolder: this.#data,
      masterKeyFile: join(this.#folder, 'master.key'),
      root: this.#root,
      arguments: ['--collect-after', '200ms'],
    });
    return this.#server;
  }

  async start(): Promise<void> {
    const client = new CrashClient(await this.#startServer());
    this.#client = client;
    for (const bucket of ['plain', 'versioned']) {
      await client.expect({ method: 'PUT', path: `/${bucket}` }, 200);
    }
    const body = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';
    const query = 'versioning=';
    await client.expect({ method: 'PUT', path: '/versioned', query, body }, 200);
    this.#workloads = createWorkloads(client, this.#random);
    for (const workload of this.#workloads) await workload.setUp();
  }

  /** Load, a kill in the middle of it, a new start, and a look at everything. */
  async cycle(): Promise<Victim> {
    let stopped = false;
    const acting = this.#workloads.map(async (workload) => {
      while (!stopped) {
        await workload.act();
        // Some steps are nothing at all.
        await nextTurn();
      }
    });
    // A failure is told by the wait below, and ends the load now.
    for (const loop of acting) {
      loop.catch(() => {
        stopped = true;
      });
    }
    await sleep(this.#random.next() * longestLoadMs);
    const victim = this.#chooseVictim();
    const dying = this.#kill(victim);
    stopped = true;
    await Promise.all(acting);
    await allGone(dying);
    if (victim !== 'worker') {
      await verifyFolder(this.#data);
      await this.#server?.stop();
      await this.#startServer();
    }
    if (this.#server !== undefined) this.#client?.use(this.#server);
    await Promise.all(this.#workloads.map((workload) => workload.verify()));
    return victim;
  }

  #chooseVictim(): Victim {
    const choice = this.#random.next();
    if (choice < 0.6 && this.#workerKills < workerKillsInARow) return 'worker';
    return choice < 0.85 ? 'all' : 'primary';
  }

  /** @returns the processes that die of it */
  #kill(victim: Victim): number[] {
    const primary = this.#server?.pid;
    if (primary === undefined) throw new Error('the server has no process');
    const crew = childrenOf(primary);
    this.killed[victim] += 1;
    this.#workerKills = victim === 'worker' ? this.#workerKills + 1 : 0;
    if (victim === 'worker') {
      const worker = this.#random.pick(crew);
      killNow(worker);
      return [worker];
    }
    if (victim === 'all') for (const worker of crew) killNow(worker);
    killNow(primary);
    return [primary, ...crew];
  }

  /** Removes everything; then the folder is as empty as it was. */
  async end(): Promise<void> {
    for (const workload of this.#workloads) await workload.cleanUp();
    await this.stop();
    await verifyFolder(this.#data);
    await verifySpace(this.#data);
  }

  async stop(): Promise<void> {
    this.#client?.close();
    await this.#server?.stop();
  }
}
