/**
 * What is measured under one name, as Prometheus has it ("Exposition formats"). The samples go from
 * workers to the primary process, which adds them up.
 */
export interface Family {
  readonly name: string;
  readonly help: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  /** By what follows the name: `{service="s3"}`, `_sum`, or nothing. */
  readonly samples: ReadonlyMap<string, number>;
}

/** Labels as they stand in a sample. */
export function labels(values: Readonly<Record<string, string | number>>): string {
  const pairs = Object.entries(values).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string | number): string {
  return String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

/** The families of several processes as those of one: samples with the same labels are added. */
export function merged(all: readonly (readonly Family[])[]): readonly Family[] {
  const byName = new Map<string, Family & { readonly samples: Map<string, number> }>();
  for (const family of all.flat()) {
    let sum = byName.get(family.name);
    if (sum === undefined) {
      sum = { ...family, samples: new Map() };
      byName.set(family.name, sum);
    }
    for (const [labelled, value] of family.samples) {
      sum.samples.set(labelled, (sum.samples.get(labelled) ?? 0) + value);
    }
  }
  return [...byName.values()];
}

/** What never goes back: of a process that has ended it still counts, and its gauges do not. */
export function lasting(families: readonly Family[]): readonly Family[] {
  return families.filter(({ kind }) => kind !== 'gauge');
}

export const expositionType = 'text/plain; version=0.0.4; charset=utf-8';

/** The text that Prometheus reads. */
export function printFamilies(families: readonly Family[]): string {
  const lines = families.flatMap(({ name, help, kind, samples }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${kind}`,
    ...[...samples].map(([labelled, value]) => `${name}${labelled} ${value}`),
  ]);
  return `${lines.join('\n')}\n`;
}
