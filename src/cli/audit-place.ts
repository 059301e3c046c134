import type { TrailEntry, TrailRange } from '../audit/read-trail.ts';
import { loadConfiguration } from '../server/configuration.ts';
import { auditFolderOf } from '../server/open-audit.ts';
import { duration, text } from '../server/setting-values.ts';
import { settings } from '../server/settings.ts';
import { type CommandOption, type Invocation, UsageError } from './command.ts';
import { configOption, settingOptions } from './setting-options.ts';

/** Where the records are: the same settings that the server has. */
export const auditPlaceOptions: readonly CommandOption[] = [
  configOption,
  ...settingOptions([settings.data, settings.auditFolder]),
].map(({ group: _, ...option }) => option);

/** The folder that the options, the environment or the server's file name. */
export function auditPlace({ options, terminal }: Invocation): string {
  const named = [settings.data.name, settings.auditFolder.name];
  return auditFolderOf(
    loadConfiguration({
      options: new Map([...options.texts].filter(([name]) => named.includes(name))),
      environment: terminal.environment,
      file: options.text(configOption.name),
      folder: terminal.folder,
    }),
  );
}

const when = { ...text, placeholder: 'WHEN' };

export const rangeOptions: readonly CommandOption[] = [
  {
    name: 'since',
    summary: 'Records from then on: a time such as 2026-11-21T10:00Z, or how long ago (2h, 7d).',
    type: when,
  },
  { name: 'until', summary: 'Records before then, in the same form.', type: when },
];

/** @throws UsageError for a time that is none */
export function trailRange({ options }: Invocation, nowMs: number): TrailRange {
  const read = (name: string) => {
    const given = options.text(name);
    if (given === undefined) return undefined;
    const ago = duration.read(given, { folder: '' });
    if (ago !== undefined) return nowMs - ago;
    const time = /^\d{4}-\d{2}-\d{2}/.test(given) ? Date.parse(given) : Number.NaN;
    if (!Number.isNaN(time)) return time;
    throw new UsageError(
      `option --${name}: ${JSON.stringify(given)} is no time such as 2026-11-21T10:00Z or 2h`,
    );
  };
  return { sinceMs: read('since'), untilMs: read('until') };
}

/** A record on one line for people; control characters never get through raw. */
export function printEntry(entry: TrailEntry): string {
  const { atMs, service, event, errorCode, httpStatus, principalArn, requestId } = entry;
  const outcome = errorCode ?? String(httpStatus);
  const shown = entry.decisions.find(({ allowed }) => !allowed) ?? entry.decisions[0];
  const what = shown === undefined ? '' : ` ${shown.action} ${shown.resource} (${whyOf(shown)})`;
  const line = [
    new Date(atMs).toISOString(),
    outcome,
    `${service}:${event}`,
    principalArn,
    `${entry.sourceIp}${what}`,
    requestId,
  ].join(' ');
  return `${line.replaceAll(/\p{Cc}/gu, '?')}\n`;
}

/** Why a decision was made, in a few words. */
export function whyOf(decision: TrailEntry['decisions'][number]): string {
  const { reason, policy, statement, lacking } = decision;
  if (policy !== undefined) return `${reason}: statement ${statement} of ${policy}`;
  return lacking === undefined ? reason : `no ${lacking} policy allows it`;
}
