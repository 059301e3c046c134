import type { Endpoint } from './endpoint.ts';
import type { Sample } from './sample.ts';
import { median, medianRatio } from './statistics.ts';
import type { Work } from './works.ts';

/** What one endpoint did of one work, round after round. */
export interface Row {
  readonly work: string;
  readonly clients: number;
  readonly bytesEach: number | undefined;
  readonly endpoint: string;
  readonly samples: readonly Sample[];
}

export interface CompareOptions {
  readonly rounds: number;
  readonly seconds: number;
  /** Told of each row when it is done. */
  readonly onRow: (row: Row) => void;
}

const noSamples = (): Sample[] => [];

/**
 * A first sample, which nobody counts: connections, caches and compilers warm up in it. After a
 * third of a second a GET still takes more than twice the processor time that it takes later.
 */
const warmUpSeconds = 5;

/**
 * Do the same work at each endpoint in turn, round after round (A B A B ...), so that what else the
 * machine does falls on all of them.
 */
export async function compare(
  works: readonly { work: Work; endpoints: readonly Endpoint[] }[],
  { rounds, seconds, onRow }: CompareOptions,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { work, endpoints } of works) {
    const all = endpoints.map((endpoint) => ({ endpoint, samples: noSamples() }));
    if (work.bytesEach === undefined || work.bytesEach < 1024 ** 2) {
      for (const { endpoint } of all) await work.measure(endpoint, warmUpSeconds);
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const { endpoint, samples } of all) samples.push(await work.measure(endpoint, seconds));
    }
    for (const { endpoint, samples } of all) {
      const { name, clients, bytesEach } = work;
      const row = { work: name, clients, bytesEach, endpoint: endpoint.name, samples };
      rows.push(row);
      onRow(row);
    }
  }
  return rows;
}

export const ratesOf = (row: Row) => row.samples.map((sample) => sample.requestsPerSecond);

/** The middle of a figure over the rounds; NaN where it is not known. */
export function middle(row: Row, figure: (sample: Sample) => number | undefined): number {
  return median(row.samples.map((sample) => figure(sample) ?? Number.NaN));
}

/** The row of an endpoint; undefined where it did not do the work. */
export function findRow(
  rows: readonly Row[],
  work: string,
  clients: number,
  endpoint: string,
): Row | undefined {
  return rows.find(
    (row) => row.work === work && row.clients === clients && row.endpoint === endpoint,
  );
}

/** Requests a second of one row to those of another, from rounds that were next to each other. */
export function ratio(row: Row | undefined, reference: Row | undefined): number | undefined {
  if (row === undefined || reference === undefined) return undefined;
  return medianRatio(ratesOf(row), ratesOf(reference));
}

/** The whole spread of a row's rates, as a part of the middle one: how noisy the machine was. */
export function spread(row: Row): number {
  const rates = ratesOf(row);
  return (Math.max(...rates) - Math.min(...rates)) / median(rates);
}
