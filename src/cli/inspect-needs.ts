import type { RoleTemplate } from '../grant/role-template.ts';
import type { CredentialReport } from '../inspect/inspect.ts';
import { abilities } from '../policy/analyse/ability.ts';
import { takeAway } from './replacement-commands.ts';

/** What a credential has beyond a role, what it lacks, and the commands that make it that role. */
export interface Needs {
  readonly role: string;
  readonly bucket: string;
  readonly beyond: readonly { readonly bucket: string; readonly abilities: readonly string[] }[];
  readonly lacking: readonly string[];
  readonly commands: readonly string[];
}

/** Compares what is granted with what a role needs in one bucket. */
export function compareNeeds(
  report: CredentialReport,
  template: RoleTemplate,
  bucket: string,
): Needs {
  const wanted = template.statements.flatMap(({ actions }) => actions);
  const isNeeded = (name: string) =>
    abilities.some(
      (one) => one.name === name && one.actions.some((action) => wanted.includes(action.name)),
    );
  const beyond = report.buckets.flatMap(({ bucket: name, cells }) => {
    const more = cells
      .filter(({ verdict }) => verdict === 'allowed' || verdict === 'limited')
      .map(({ ability }) => ability)
      .filter((ability) => name !== bucket || !isNeeded(ability));
    return more.length === 0 ? [] : [{ bucket: name, abilities: more }];
  });
  const own = report.buckets.find((row) => row.bucket === bucket)?.cells ?? [];
  const lacking = own
    .filter(({ ability, verdict }) => isNeeded(ability) && verdict === 'denied')
    .map(({ ability }) => ability);
  const isExact = beyond.length === 0 && lacking.length === 0;
  return {
    role: template.name,
    bucket,
    beyond,
    lacking,
    commands: isExact ? [] : commandsFor(report, template.name, bucket),
  };
}

function commandsFor(report: CredentialReport, role: string, bucket: string): string[] {
  const { subject, policies } = report;
  if (subject.kind !== 'user') {
    return [`strongroom grant ${bucket} --role ${role}  # a new user: this one is no user`];
  }
  const grant = `strongroom grant ${bucket} --role ${role} --user ${subject.name}`;
  const taken = (policies ?? []).filter(({ arn }) => arn?.includes(':policy/strongroom/') !== true);
  return [grant, ...taken.map((policy) => takeAway(policy, subject))];
}

/** The comparison for people. */
export function printNeeds({ role, bucket, beyond, lacking, commands }: Needs): string {
  const lines = [`Compared with what ${role} needs in ${bucket}:`];
  for (const more of beyond)
    lines.push(`  beyond it, ${more.bucket}: ${more.abilities.join(', ')}`);
  if (lacking.length > 0) lines.push(`  lacking: ${lacking.join(', ')}`);
  if (commands.length === 0) lines.push('  neither more nor less');
  else
    lines.push(
      '',
      'These commands make it that and no more:',
      ...commands.map((one) => `  ${one}`),
    );
  return `\n${lines.join('\n')}\n`;
}
