import type { Verdict } from '../inspect/cell.ts';
import type { CredentialReport } from '../inspect/inspect.ts';
import { abilities } from '../policy/analyse/ability.ts';

const verdictWords: Readonly<Record<Verdict, string>> = {
  allowed: 'yes',
  limited: 'in part',
  denied: 'no',
  unknown: '?',
};

const methodWords = {
  policies: 'decided from the text of its policies',
  simulation: "told by IAM's simulator",
  probes: 'found out by harmless requests',
} as const;

/** The report for people. */
export function printReport(report: CredentialReport): string {
  return [
    ...who(report),
    '',
    report.sentence,
    ...grid(report),
    ...reasons(report),
    ...findings(report),
    '',
    'Not looked at:',
    ...report.notTested.map((what) => `  ${what}`),
    '',
  ].join('\n');
}

function who({ subject, keys, method }: CredentialReport): string[] {
  const lines = [subject.arn, `Account ${subject.accountId}; ${methodWords[method]}.`];
  for (const { id, isActive, createdAtMs, lastUsedAtMs } of keys ?? []) {
    const made = createdAtMs === undefined ? '' : `, made ${day(createdAtMs)}`;
    const used = lastUsedAtMs === undefined ? ', never used' : `, last used ${day(lastUsedAtMs)}`;
    lines.push(`Key ${id}: ${isActive ? 'active' : 'inactive'}${made}${used}`);
  }
  return lines;
}

function day(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

function grid({ buckets }: CredentialReport): string[] {
  if (buckets.length === 0) return [];
  const width = Math.max(6, ...buckets.map(({ bucket }) => bucket.length));
  const columns = abilities.map(({ name }) => ({ name, width: Math.max(name.length, 7) }));
  const head = columns.map(({ name, width: own }) => name.padEnd(own)).join('  ');
  const rows = buckets.map(({ bucket, cells }) => {
    const words = columns.map(({ name, width: own }) => {
      const cell = cells.find(({ ability }) => ability === name);
      return verdictWords[cell?.verdict ?? 'unknown'].padEnd(own);
    });
    return `${bucket.padEnd(width)}  ${words.join('  ')}`.trimEnd();
  });
  return ['', `${'bucket'.padEnd(width)}  ${head}`.trimEnd(), ...rows];
}

/** Why: every reason once, with the abilities that it is behind and the buckets. */
function reasons({ buckets }: CredentialReport): string[] {
  const bucketsByReason = new Map<string, string[]>();
  for (const { bucket, cells } of buckets) {
    const abilitiesByReason = new Map<string, string[]>();
    for (const { ability, verdict, because, limits } of cells) {
      const limit = limits.length === 0 ? '' : ` (${limits.join('; ')})`;
      const reason = `${verdictWords[verdict]}, ${because}${limit}`;
      abilitiesByReason.set(reason, [...(abilitiesByReason.get(reason) ?? []), ability]);
    }
    for (const [reason, names] of abilitiesByReason) {
      const line = `${names.join(', ')}: ${reason}`;
      bucketsByReason.set(line, [...(bucketsByReason.get(line) ?? []), bucket]);
    }
  }
  const lines = [...bucketsByReason].flatMap(([line, names]) => {
    const which =
      names.length === buckets.length && names.length > 1 ? 'every bucket' : names.join(', ');
    return [`  ${line} [${which}]`];
  });
  return lines.length === 0 ? [] : ['', 'Why:', ...lines];
}

function findings({ findings: found }: CredentialReport): string[] {
  if (found.length === 0) return ['', 'Findings: none'];
  return [
    '',
    'Findings:',
    ...found.map(({ risk, code, message, because }) => {
      const reason = because === '' ? '' : ` (${because})`;
      return `  ${risk.padEnd(7)} ${message}${reason} [${code}]`;
    }),
  ];
}
