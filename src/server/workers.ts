import cluster, { type Worker } from 'node:cluster';
import { getCompileCacheDir } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closeConnectionsThatDieWith } from './handed-connections.ts';
import { collectOnceStarted } from './idle-memory.ts';
import type { Log } from './log.ts';
import { type Family, lasting, merged } from './metrics/family.ts';
import type { RunningServer } from './running-server.ts';
import type { ListenAddress } from './setting-values.ts';
import { StartFailure } from './start-failure.ts';
import {
  fatalExitCode,
  type WorkerConfiguration,
  type WorkerOrder,
  type WorkerReport,
} from './worker-protocol.ts';

const firstRestartDelayMs = 100;
const longestRestartDelayMs = 30_000;
/** A worker that lived this long has recovered: its next crash is a first one. */
const recoveredAfterMs = 60_000;
const answerTimeoutMs = 3_000;
/** Beyond the drain's deadline, for the worker to notice and end by itself. */
const drainMarginMs = 2_000;

/** A place among the workers, held by one process after the other. */
interface Seat {
  readonly number: number;
  worker: Worker | undefined;
  ready: boolean;
  startedAtMs: number;
  restartDelayMs: number;
  restart: NodeJS.Timeout | undefined;
  /** What its worker counted when it was last asked. */
  measured: readonly Family[];
}

type Answer = Extract<WorkerReport, { readonly number: number }>;

/**
 * Half of V8's default. The bytes of large bodies lie outside the heap and go with what refers to
 * them: a smaller young generation is collected sooner, and holds less of them.
 */
const youngGeneration = '--max-semi-space-size=8';

/**
 * Starts the workers, which share the listening addresses, and keeps them alive: one that ends
 * unasked is replaced, ever more slowly while it keeps dying.
 * @throws StartFailure when one of them cannot start at all
 */
export async function startWorkers(
  configuration: WorkerConfiguration,
  log: Log,
): Promise<RunningServer> {
  cluster.setupPrimary({
    exec: fileURLToPath(new URL(`./worker${extname(import.meta.url)}`, import.meta.url)),
    args: [],
    execArgv: [...process.execArgv, youngGeneration],
    serialization: 'advanced',
  });
  const crew = new Crew(configuration, log);
  await crew.start();
  collectOnceStarted();
  return crew;
}

class Crew implements RunningServer {
  readonly #configuration: WorkerConfiguration;
  readonly #log: Log;
  readonly #seats: readonly Seat[];
  readonly #failed = Promise.withResolvers<never>();
  readonly #questions = new Map<number, (report: Answer | undefined) => void>();
  #questionNumber = 0;
  /** What workers that have ended had counted. */
  #past: readonly Family[] = [];
  #restarts = 0;
  #phase: 'starting' | 'serving' | 'stopping' = 'starting';
  addresses: readonly ListenAddress[] = [];
  consoleAddress: ListenAddress | undefined;

  constructor(configuration: WorkerConfiguration, log: Log) {
    this.#configuration = configuration;
    this.#log = log;
    this.#seats = Array.from({ length: configuration.workers }, (_, index) => ({
      number: index + 1,
      worker: undefined,
      ready: false,
      startedAtMs: 0,
      restartDelayMs: firstRestartDelayMs,
      restart: undefined,
      measured: [],
    }));
    // Failures are also read long after the start; until then nobody need be waiting.
    this.#failed.promise.catch(() => undefined);
  }

  get failed(): Promise<never> {
    return this.#failed.promise;
  }

  async start(): Promise<void> {
    const serving = this.#seats.map((seat) => this.#fill(seat));
    await Promise.race([Promise.all(serving), this.failed]);
    this.#phase = 'serving';
  }

  /** Resolves when the new worker of the seat serves. */
  #fill(seat: Seat): Promise<void> {
    // Compiled code that is kept serves the workers too: half of a start is compiling.
    const cacheFolder = getCompileCacheDir();
    const worker = cluster.fork(cacheFolder && { NODE_COMPILE_CACHE: cacheFolder });
    closeConnectionsThatDieWith(worker.process);
    seat.worker = worker;
    seat.ready = false;
    seat.startedAtMs = Date.now();
    seat.restart = undefined;
    worker.on('exit', (code, signal) => this.#onExit(seat, code, signal));
    return new Promise((resolve) => {
      worker.on('message', (report: WorkerReport) => {
        if (report.kind === 'loaded') {
          const configuration = this.#configuration;
          tell(worker, { kind: 'start', configuration, worker: seat.number });
        } else if (report.kind === 'ready') {
          seat.ready = true;
          this.addresses = report.addresses;
          this.consoleAddress = report.consoleAddress;
          resolve();
        } else if (report.kind === 'failed') {
          if (this.#phase === 'starting') this.#end(new StartFailure(report.message));
          else
            this.#log.error('a worker cannot start', {
              worker: seat.number,
              reason: report.message,
            });
        } else {
          this.#questions.get(report.number)?.(report);
        }
      });
    });
  }

  #onExit(seat: Seat, code: number | null, signal: string | null): void {
    seat.worker = undefined;
    seat.ready = false;
    this.#past = merged([this.#past, lasting(seat.measured)]);
    seat.measured = [];
    if (this.#phase === 'stopping') return;
    const how = signal ?? `exit code ${code}`;
    if (code === fatalExitCode) {
      this.#end(new StartFailure('the server ended because its disk failed; see the log above'));
      return;
    }
    if (this.#phase === 'starting') {
      this.#end(new StartFailure(`worker ${seat.number} ended while it started (${how})`));
      return;
    }
    if (Date.now() - seat.startedAtMs >= recoveredAfterMs)
      seat.restartDelayMs = firstRestartDelayMs;
    this.#restarts += 1;
    this.#log.error('a worker ended and is replaced', {
      worker: seat.number,
      how,
      afterMs: seat.restartDelayMs,
    });
    seat.restart = setTimeout(() => void this.#fill(seat), seat.restartDelayMs);
    seat.restartDelayMs = Math.min(seat.restartDelayMs * 2, longestRestartDelayMs);
  }

  #end(error: StartFailure): void {
    this.#failed.reject(error);
    this.kill();
  }

  async probe(): Promise<string | undefined> {
    const problems = await Promise.all(this.#seats.map((seat) => this.#probeSeat(seat)));
    return problems.find((problem) => problem !== undefined);
  }

  async #probeSeat(seat: Seat): Promise<string | undefined> {
    if (seat.worker === undefined || !seat.ready) return `worker ${seat.number} is not running`;
    const answer = await this.#ask(seat.worker, 'probe');
    return answer?.kind === 'probed' ? answer.problem : `worker ${seat.number} does not answer`;
  }

  /** The workers added up, with what those had counted that have ended. */
  async metrics(): Promise<readonly Family[]> {
    await Promise.all(
      this.#seats.map(async (seat) => {
        if (seat.worker === undefined || !seat.ready) return;
        const answer = await this.#ask(seat.worker, 'measure');
        if (answer?.kind === 'measured') seat.measured = answer.families;
      }),
    );
    const restarts: Family = {
      name: 'strongroom_worker_restarts_total',
      help: 'Workers that ended unasked and were replaced.',
      kind: 'counter',
      samples: new Map([['', this.#restarts]]),
    };
    return [...merged([...this.#seats.map(({ measured }) => measured), this.#past]), restarts];
  }

  /** @returns undefined where no answer came in time */
  #ask(worker: Worker, kind: 'probe' | 'measure'): Promise<Answer | undefined> {
    this.#questionNumber += 1;
    const number = this.#questionNumber;
    return new Promise((resolve) => {
      const answered = (answer: Answer | undefined) => {
        clearTimeout(timer);
        this.#questions.delete(number);
        resolve(answer);
      };
      const timer = setTimeout(answered, answerTimeoutMs, undefined);
      this.#questions.set(number, answered);
      tell(worker, { kind, number });
    });
  }

  reload(): void {
    for (const { worker } of this.#seats)
      if (worker !== undefined) tell(worker, { kind: 'reload' });
  }

  async drain(timeoutMs: number): Promise<void> {
    this.#phase = 'stopping';
    const workers = this.#seats.flatMap(({ worker, restart }) => {
      clearTimeout(restart);
      return worker === undefined ? [] : [worker];
    });
    const ended = workers.map((worker) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      worker.once('exit', () => resolve());
      tell(worker, { kind: 'drain' });
      return promise;
    });
    const late = setTimeout(() => this.kill(), timeoutMs + drainMarginMs);
    await Promise.all(ended);
    clearTimeout(late);
  }

  kill(): void {
    this.#phase = 'stopping';
    for (const { worker, restart } of this.#seats) {
      clearTimeout(restart);
      worker?.process.kill('SIGKILL');
    }
  }
}

/** A worker that is just dying cannot be told anything; its exit is dealt with elsewhere. */
function tell(worker: Worker, order: WorkerOrder): void {
  worker.send(order, () => undefined);
}
