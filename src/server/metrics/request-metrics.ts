import type { DecisionRecord } from '../../operation/authorize.ts';
import { ServiceError } from '../../operation/errors.ts';
import type { WireRequest } from '../../operation/request.ts';
import type { Outcome } from '../dispatch.ts';
import { type Family, labels } from './family.ts';
import { Histogram } from './histogram.ts';

/** What is counted of one operation. */
interface Counted {
  readonly named: { readonly service: string; readonly operation: string };
  readonly statuses: Map<number, number>;
  readonly durations: Histogram;
}

/** Counts the requests of one process: two lookups in maps for each. */
export class RequestMetrics {
  readonly #operations = new Map<string, Counted>();
  readonly #errors = new Map<string, number>();
  readonly #denials = new Map<string, number>();
  readonly #received = new Map<string, number>();
  readonly #sent = new Map<string, number>();
  /** Requests that have ended, of every kind. */
  total = 0;

  decided({ refused, request: { action } }: DecisionRecord): void {
    if (refused) add(this.#denials, labels({ action }), 1);
  }

  /** @param request undefined where it was refused before it could be read */
  ended(
    request: WireRequest | undefined,
    status: number,
    bytesSent: number,
    endedAtMs: number,
    outcome: Outcome | undefined,
  ): void {
    this.total += 1;
    const service = outcome?.service ?? 'unknown';
    const operation = outcome?.handled?.operation ?? 'Unknown';
    const counted = this.#counted(service, operation);
    counted.statuses.set(status, (counted.statuses.get(status) ?? 0) + 1);
    add(this.#sent, service, bytesSent);
    if (outcome?.error instanceof ServiceError) {
      add(this.#errors, labels({ service, code: outcome.error.code }), 1);
    }
    if (request === undefined) return;
    counted.durations.observe((endedAtMs - request.receivedAtMs) / 1_000);
    const length = Number(request.headers.get('content-length') ?? 0);
    if (length > 0) add(this.#received, service, length);
  }

  #counted(service: string, operation: string): Counted {
    const name = `${service} ${operation}`;
    let counted = this.#operations.get(name);
    if (counted === undefined) {
      const named = { service, operation };
      counted = { named, statuses: new Map(), durations: new Histogram() };
      this.#operations.set(name, counted);
    }
    return counted;
  }

  families(): readonly Family[] {
    const requests = new Map<string, number>();
    const durations = new Map<string, number>();
    for (const { named, statuses, durations: histogram } of this.#operations.values()) {
      for (const [status, count] of statuses) requests.set(labels({ ...named, status }), count);
      for (const [labelled, value] of histogram.samples(named)) durations.set(labelled, value);
    }
    const counters = [
      ['requests_total', 'Requests that were answered; status 0: the client left.', requests],
      ['errors_total', 'Error answers, by their code.', this.#errors],
      ['denials_total', 'Decisions that refused, by the action that was asked for.', this.#denials],
      ['received_bytes_total', 'Bytes of bodies, as their requests declare them.', this.#received],
      ['sent_bytes_total', 'Bytes of bodies that were sent.', this.#sent],
    ] as const;
    return [
      ...counters.map(([name, help, samples]): Family => {
        const isByService = samples === this.#received || samples === this.#sent;
        const labelled = isByService ? byService(samples) : new Map(samples);
        return { name: `strongroom_${name}`, help, kind: 'counter', samples: labelled };
      }),
      {
        name: 'strongroom_request_duration_seconds',
        help: 'From the head of a request to the end of its answer, to the millisecond.',
        kind: 'histogram',
        samples: durations,
      },
    ];
  }
}

function add(counts: Map<string, number>, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count);
}

function byService(counts: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...counts].map(([service, count]) => [labels({ service }), count]));
}
