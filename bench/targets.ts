import { findRow, type Row, ratesOf, ratio } from './compare.ts';
import { median, medianRatio } from './statistics.ts';

/** Figures that are no work of an endpoint, sampled in the same run. */
export interface Figures {
  /** 4 KiB blocks a second, each written and made durable by one writer. */
  readonly rawWrites: readonly number[];
  readonly md5BytesPerSecond: readonly number[];
  readonly readyAfterSeconds: number;
  readonly idleBytes: number | undefined;
  /** The rate of an ordinary user with ten policies to root's; undefined where not measured. */
  readonly identityRatio: number | undefined;
  readonly largestListing: number;
}

/** What the project promises of its speed, and what a run found. */
export interface Verdict {
  readonly promise: string;
  readonly target: number;
  /** Undefined: could not be measured here, which is said and is no miss. */
  readonly found: number | undefined;
  readonly unit: string;
  readonly met: boolean;
}

const mebibyte = 1024 ** 2;

function atLeast(promise: string, target: number, found: number | undefined, unit = ''): Verdict {
  return { promise, target, found, unit, met: found === undefined || found >= target };
}

function atMost(promise: string, target: number, found: number | undefined, unit = ''): Verdict {
  return { promise, target, found, unit, met: found === undefined || found <= target };
}

/** Against the physical references and by itself. */
function ownVerdicts(rows: readonly Row[], figures: Figures): readonly Verdict[] {
  const own = (work: string, clients: number) => findRow(rows, work, clients, 'strongroom');
  const nginx = (work: string, clients: number) => findRow(rows, work, clients, 'nginx');
  const put = own('PUT 4 KiB', 32);
  const largePut = own('PUT 64 MiB', 1);
  const bytes = largePut && ratesOf(largePut).map((rate) => rate * 64 * mebibyte);
  const { largestListing } = figures;
  const pages = (keys: number) => own(`LIST 1,000 keys of ${keys.toLocaleString('en')}`, 16);
  const few = pages(1_000);
  return [
    atLeast(
      'GET 4 KiB, 32 clients, to nginx with one worker',
      0.25,
      ratio(own('GET 4 KiB', 32), nginx('GET 4 KiB', 32)),
    ),
    atLeast(
      'durable PUT 4 KiB, 32 clients, to raw write + fdatasync',
      1.8,
      put && medianRatio(ratesOf(put), figures.rawWrites),
    ),
    atLeast(
      "GET 64 MiB to nginx's sendfile",
      1.1,
      ratio(own('GET 64 MiB', 1), nginx('GET 64 MiB', 1)),
    ),
    atLeast(
      'durable PUT 64 MiB to MD5 on one core',
      0.45,
      bytes && medianRatio(bytes, figures.md5BytesPerSecond),
    ),
    atLeast('pages of 1,000 keys', 600, few && median(ratesOf(few)), '/s'),
    atLeast(
      `pages of ${largestListing.toLocaleString('en')} keys to those of 1,000`,
      0.8,
      ratio(pages(largestListing), few),
    ),
    atLeast('an ordinary user with 10 policies to root', 0.95, figures.identityRatio),
    atMost(
      `ready with ${largestListing.toLocaleString('en')} objects`,
      1,
      figures.readyAfterSeconds,
      ' s',
    ),
    atMost(
      'idle memory of all processes',
      150,
      figures.idleBytes && figures.idleBytes / mebibyte,
      ' MiB',
    ),
  ];
}

/** Works that peers are compared in, by the least ratio that is promised. */
function promised(work: string): number | undefined {
  if (/^(GET|PUT) (1|4|64) KiB$/.test(work) || work.startsWith('LIST ')) return 2;
  return /^(GET|PUT) 64 MiB$/.test(work) ? 1 : undefined;
}

function peerVerdicts(rows: readonly Row[]): readonly Verdict[] {
  return rows.flatMap((row) => {
    const target = promised(row.work);
    if (target === undefined || ['strongroom', 'nginx'].includes(row.endpoint)) return [];
    const own = findRow(rows, row.work, row.clients, 'strongroom');
    const promise = `${row.work}, ${row.clients} clients, to ${row.endpoint}`;
    return [atLeast(promise, target, ratio(own, row))];
  });
}

/** Each promise of the project with what the run found of it. */
export function verdicts(rows: readonly Row[], figures: Figures): readonly Verdict[] {
  return [...ownVerdicts(rows, figures), ...peerVerdicts(rows)];
}

/** `met  GET 4 KiB ...: 0.31, at least 0.25`. */
export function verdictLine({ promise, target, found, unit, met }: Verdict): string {
  const bound = promise.startsWith('ready') || promise.startsWith('idle') ? 'at most' : 'at least';
  const figure = found === undefined ? 'not measured' : `${found.toFixed(2)}${unit}`;
  return `${met ? 'met   ' : 'MISSED'} ${promise}: ${figure}, ${bound} ${target}${unit}`;
}
