import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { barChart } from './bar-chart.ts';
import { middle, type Row, ratesOf } from './compare.ts';
import { duration, speed } from './print-row.ts';
import { median } from './statistics.ts';
import { type Figures, type Verdict, verdictLine } from './targets.ts';

export interface Run {
  readonly machine: { cpu: string | undefined; cores: number; node: string };
  readonly settings: { rounds: number; seconds: number; workers: number };
  readonly figures: Figures;
  readonly verdicts: readonly Verdict[];
  readonly rows: readonly Row[];
}

const titleOf = ({ work, clients }: Row) =>
  `${work}, ${clients} ${clients === 1 ? 'client' : 'clients'}`;

function tableLine(row: Row): string {
  const memory = middle(row, (sample) => sample.residentBytes) / 1024 ** 2;
  const cells = [
    titleOf(row),
    row.endpoint,
    speed(row),
    `${middle(row, (sample) => sample.p50Ms).toFixed(1)} ms`,
    `${middle(row, (sample) => sample.p99Ms).toFixed(1)} ms`,
    duration(middle(row, (sample) => sample.serverSecondsEach)),
    Number.isNaN(memory) ? '?' : `${memory.toFixed(0)} MiB`,
    `${(middle(row, (sample) => sample.generatorLoad) * 100).toFixed(0)}%`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/**
 * The tables of a run as Markdown in `results.md`, and a chart for each kind of work beside it.
 * @param folder is made when it is missing
 */
export function writeReport(folder: string, { machine, settings, figures, verdicts, rows }: Run) {
  mkdirSync(folder, { recursive: true });
  const charts = [...Map.groupBy(rows, titleOf)].map(([title, group], index) => {
    const name = `${String(index + 1).padStart(2, '0')}.svg`;
    const bars = group.map((row) => ({
      name: row.endpoint,
      value: median(ratesOf(row)),
      label: speed(row),
    }));
    writeFileSync(join(folder, name), barChart(title, bars));
    return `![${title}](${name})`;
  });
  const { cpu, cores, node } = machine;
  const { rounds, seconds, workers } = settings;
  const raw = Math.round(median(figures.rawWrites));
  const md5 = Math.round(median(figures.md5BytesPerSecond) / 1e6);
  const text = `# Results of a benchmark run

Made by \`npm run bench -- --report\`. ${cores} cores (${cpu ?? 'unknown'}), Node ${node}; medians of
${rounds} samples of ${seconds} s each, all endpoints in turn; Strongroom with ${workers} workers.
In the same run one writer made ${raw} blocks of 4 KiB a second durable, and MD5 ran at ${md5} MB/s
on one core.

## Promises

\`\`\`
${verdicts.map(verdictLine).join('\n')}
\`\`\`

## Figures

The processor time is the server's for one request, of all its processes; the generator's is what
of one core the load generator was busy: near 100% the generator is the limit.

| work | endpoint | speed | p50 | p99 | processor | memory | generator |
|---|---|---|---|---|---|---|---|
${rows.map(tableLine).join('\n')}

## Charts

${charts.join('\n')}
`;
  writeFileSync(join(folder, 'results.md'), text);
}
