import { readTrail, readTrailFile, type TrailEntry } from '../audit/read-trail.ts';
import type { Activity } from '../inspect/policies/generate-policy.ts';
import { text } from '../server/setting-values.ts';
import { auditPlace, auditPlaceOptions, rangeOptions, trailRange } from './audit-place.ts';
import type { CommandOption, Invocation } from './command.ts';

/** Where records of what was done are read: the server's audit folder, or files by name. */
export const recordOptions: readonly CommandOption[] = [
  {
    name: 'trail',
    summary: 'Read this audit file, such as a copy from the server; may be repeated.',
    type: { ...text, placeholder: 'FILE' },
    repeatable: true,
  },
  ...rangeOptions,
  ...auditPlaceOptions,
];

/** Whether the command line itself names records to read. */
export function namesRecords({ options }: Invocation): boolean {
  return ['trail', ...auditPlaceOptions.map(({ name }) => name)].some((name) =>
    options.texts.has(name),
  );
}

/** What somebody was allowed to do, each thing once, and the first request that showed it. */
export interface AllowedActivity {
  readonly activities: readonly Activity[];
  readonly requests: number;
  readonly first: TrailEntry | undefined;
}

/** What was allowed to whom `isMeant` says; of the facts only the prefix of a listing counts. */
export async function allowedActivity(
  invocation: Invocation,
  isMeant: (entry: TrailEntry) => boolean,
): Promise<AllowedActivity> {
  const found = new Map<string, Activity>();
  let first: TrailEntry | undefined;
  let requests = 0;
  for await (const entry of records(invocation)) {
    if (!isMeant(entry) || !entry.decisions.some(({ allowed }) => allowed)) continue;
    first ??= entry;
    requests++;
    for (const { action, resource, allowed, context = {} } of entry.decisions) {
      const place = `${action} ${resource} ${String(context['s3:prefix'])}`;
      if (allowed) found.set(place, { action, resource, context });
    }
  }
  return { activities: [...found.values()], requests, first };
}

async function* records(invocation: Invocation): AsyncGenerator<TrailEntry> {
  const range = trailRange(invocation, Date.now());
  const files = invocation.options.texts.get('trail');
  if (files === undefined) yield* readTrail(auditPlace(invocation), range);
  else for (const file of files) yield* readTrailFile(file, range);
}
