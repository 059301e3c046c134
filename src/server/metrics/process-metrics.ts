import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Family, labels } from './family.ts';

/** What a process is asked for when it is measured. */
export interface Gauges {
  /** 1 and up; of a server in one process 1. */
  readonly worker: number;
  inFlight(): number;
  connections(): number;
  audit: { readonly waitingBytes: number; readonly lostRecords: number } | undefined;
}

const nanosecondsPerSecond = 1e9;
const microsecondsPerSecond = 1e6;
const delayResolutionMs = 20;

/** The state of one process; its samples carry the number of the worker. */
export class ProcessMetrics {
  readonly #delays = monitorEventLoopDelay({ resolution: delayResolutionMs });
  readonly #gauges: Gauges;

  constructor(gauges: Gauges) {
    this.#gauges = gauges;
    this.#delays.enable();
  }

  stop(): void {
    this.#delays.disable();
  }

  families(): readonly Family[] {
    const { worker, audit } = this.#gauges;
    const memory = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const one = (
      name: string,
      help: string,
      value: number,
      kind: 'gauge' | 'counter' = 'gauge',
    ): Family => ({
      name: `strongroom_${name}`,
      help,
      kind,
      samples: new Map([[labels({ worker }), value]]),
    });
    return [
      one('requests_in_flight', 'Requests that are being answered.', this.#gauges.inFlight()),
      one('connections', 'Connections that are open.', this.#gauges.connections()),
      one('resident_memory_bytes', 'Memory of the process.', memory.rss),
      one('heap_used_bytes', 'JavaScript objects, garbage included.', memory.heapUsed),
      one(
        'cpu_seconds_total',
        'Processor time, user and system.',
        (user + system) / microsecondsPerSecond,
        'counter',
      ),
      this.#eventLoopDelay(),
      ...(audit === undefined
        ? []
        : [
            one('audit_waiting_bytes', 'Audit records not in their file yet.', audit.waitingBytes),
            one(
              'audit_lost_records_total',
              'Audit records that were left out because the disk did not keep up.',
              audit.lostRecords,
              'counter',
            ),
          ]),
    ];
  }

  /** Since it was last asked for. */
  #eventLoopDelay(): Family {
    const { worker } = this.#gauges;
    const samples = new Map<string, number>();
    for (const quantile of [0.5, 0.99, 1]) {
      const delay = this.#delays.percentile(quantile * 100) / nanosecondsPerSecond;
      samples.set(labels({ worker, quantile }), Math.max(delay - delayResolutionMs / 1_000, 0));
    }
    this.#delays.reset();
    return {
      name: 'strongroom_event_loop_delay_seconds',
      help: 'How late timers were since the last scrape: one scraper only.',
      kind: 'gauge',
      samples,
    };
  }
}
