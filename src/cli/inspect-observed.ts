import type { CredentialReport } from '../inspect/inspect.ts';
import type { RecordedActivity } from '../inspect/observed-needs.ts';
import type { Subject } from '../inspect/subject.ts';
import type { CommandOption, Invocation } from './command.ts';
import { allowedActivity, namesRecords, recordOptions } from './recorded-activity.ts';
import { replacementCommands } from './replacement-commands.ts';

const group = 'What it needs';

export const observedOptions: readonly CommandOption[] = [
  {
    name: 'observed',
    summary:
      'Make the smaller policy that was enough for what was done, out of the audit records where ' +
      "they are named, else out of IAM's last-accessed report.",
    group,
  },
  ...recordOptions.map((option) => ({ ...option, group })),
];

/** What somebody did, by the records that the command line names, or to be asked of IAM. */
export async function observedActivity(
  invocation: Invocation,
  subject: Subject,
): Promise<RecordedActivity | 'ask IAM' | undefined> {
  if (!namesRecords(invocation)) return invocation.options.flag('observed') ? 'ask IAM' : undefined;
  const { accountId, partition, name } = subject;
  const sessions = `arn:${partition}:sts::${accountId}:assumed-role/${name}/`;
  return allowedActivity(invocation, ({ principalArn }) =>
    subject.kind === 'role' ? principalArn.startsWith(sessions) : principalArn === subject.arn,
  );
}

/** The commands that hold somebody to what was done; undefined where that was not looked at. */
export function observedCommands(report: CredentialReport): string[] | undefined {
  return report.observed && replacementCommands(report, report.observed.document);
}

/** What was observed for people: where it is from, the policy and the commands. */
export function printObserved(report: CredentialReport): string {
  const { observed } = report;
  if (observed === undefined) return '';
  const { source, requests, document } = observed;
  const from =
    source === 'audit'
      ? `the audit records of ${requests} allowed requests`
      : "IAM's last-accessed report, which tells actions and not where";
  const needs =
    document === undefined
      ? [`By ${from}, it needs no policy at all.`]
      : [`This policy is enough for what was done, by ${from}:`, document];
  const commands = replacementCommands(report, document).map((command) => `  ${command}`);
  const apply =
    commands.length === 0
      ? []
      : ['', 'These commands put it in the place of what is held now:', ...commands];
  return `\n${[...needs, ...apply].join('\n')}\n`;
}
