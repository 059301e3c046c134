import { labels } from './family.ts';

/** Upper bounds in seconds, from what memory answers to what a client gives up on. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** How often something took how long. */
export class Histogram {
  /** Not cumulative; the last one holds what is beyond all bounds. */
  readonly #counts = new Array<number>(bounds.length + 1).fill(0);
  #sum = 0;
  #count = 0;

  observe(seconds: number): void {
    let bucket = 0;
    while (bucket < bounds.length && seconds > (bounds[bucket] ?? 0)) bucket += 1;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#sum += seconds;
    this.#count += 1;
  }

  /** As samples of a family, with these labels besides the bound. */
  *samples(named: Readonly<Record<string, string>>): Iterable<readonly [string, number]> {
    let below = 0;
    for (const [bucket, bound] of bounds.entries()) {
      below += this.#counts[bucket] ?? 0;
      yield [`_bucket${labels({ ...named, le: bound })}`, below];
    }
    yield [`_bucket${labels({ ...named, le: '+Inf' })}`, this.#count];
    yield [`_sum${labels(named)}`, this.#sum];
    yield [`_count${labels(named)}`, this.#count];
  }
}
