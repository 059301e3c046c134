import { middle, type Row, ratesOf, spread } from './compare.ts';
import { median } from './statistics.ts';

const whole = (figure: number) => Math.round(figure).toLocaleString('en');

/** `123 us` or `1.2 ms`; `?` where it is not known. */
export function duration(seconds: number): string {
  if (Number.isNaN(seconds)) return '?';
  if (seconds < 1e-3) return `${(seconds * 1e6).toFixed(0)} us`;
  return seconds < 1 ? `${(seconds * 1e3).toFixed(1)} ms` : `${seconds.toFixed(2)} s`;
}

/** Requests a second, or bytes where the requests are large. */
export function speed(row: Row): string {
  const rate = median(ratesOf(row));
  const bytes = rate * (row.bytesEach ?? 0);
  if ((row.bytesEach ?? 0) < 1024 ** 2) return `${rate < 100 ? rate.toFixed(1) : whole(rate)}/s`;
  return `${whole(bytes / 1e6)} MB/s`;
}

/** One line of a row: speed, noise, latency, and what it cost. */
export function printRow(row: Row): void {
  const errors = row.samples.reduce((sum, sample) => sum + sample.errors, 0);
  const first = row.samples.find(({ firstError }) => firstError !== undefined)?.firstError;
  const generator = middle(row, (sample) => sample.generatorLoad);
  const memory = middle(row, (sample) => sample.residentBytes) / 1024 ** 2;
  console.log(
    `${`${row.work}, ${row.clients} clients`.padEnd(40)} ${row.endpoint.padEnd(12)} ` +
      `${speed(row).padStart(11)} ±${(spread(row) * 50).toFixed(0).padStart(2)}%  ` +
      `p50 ${middle(row, (sample) => sample.p50Ms).toFixed(1)} ms  ` +
      `p99 ${middle(row, (sample) => sample.p99Ms).toFixed(1)} ms  ` +
      `server ${duration(middle(row, (sample) => sample.serverSecondsEach))}  ` +
      `${Number.isNaN(memory) ? '?' : memory.toFixed(0)} MiB  ` +
      `generator ${(generator * 100).toFixed(0)}%` +
      (errors > 0 ? `   ${errors} ERRORS ${first?.split('\r\n')[0] ?? ''}` : ''),
  );
}
