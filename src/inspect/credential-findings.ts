import type { AccountAbilities } from './account-abilities.ts';
import type { GridRow } from './cell.ts';
import type { Subject, SubjectKey } from './subject.ts';

export const riskLevels = ['high', 'medium', 'low'] as const;
export type RiskLevel = (typeof riskLevels)[number];

/** Something about a credential that should not be so, or should be known. */
export interface CredentialFinding {
  readonly risk: RiskLevel;
  readonly code: string;
  readonly message: string;
  /** The statement behind it, where there is one. */
  readonly because: string;
}

const dayMs = 86_400_000;
/** What the usual benchmarks ask for. */
const oldKeyDays = 90;
const unusedDays = 45;

/** With any of these, one can give oneself every other right. */
const escalation = new Set(
  (
    'CreatePolicyVersion SetDefaultPolicyVersion AttachUserPolicy AttachGroupPolicy ' +
    'AttachRolePolicy PutUserPolicy PutGroupPolicy PutRolePolicy AddUserToGroup CreateAccessKey ' +
    'CreateLoginProfile UpdateLoginProfile UpdateAssumeRolePolicy ' +
    'DeleteUserPermissionsBoundary DeleteRolePermissionsBoundary'
  )
    .split(' ')
    .map((name) => `iam:${name}`),
);

export interface LookedAt {
  readonly subject: Subject;
  readonly rows: readonly GridRow[];
  readonly account: AccountAbilities | undefined;
  /** Undefined where they could not be read. */
  readonly keys: readonly SubjectKey[] | undefined;
  readonly nowMs: number;
}

/** The findings, the worst first. */
export function credentialFindings(looked: LookedAt): CredentialFinding[] {
  const findings = [
    ...identityFindings(looked),
    ...bucketFindings(looked.rows),
    ...keyFindings(looked),
  ];
  return findings.sort((a, b) => riskLevels.indexOf(a.risk) - riskLevels.indexOf(b.risk));
}

function identityFindings({ subject, account }: LookedAt): CredentialFinding[] {
  if (subject.kind === 'root') {
    const message = 'This is the root user: no policy can limit it. Use a user with its own key.';
    return [{ risk: 'high', code: 'root', message, because: subject.arn }];
  }
  if (account === undefined) return [];
  if (account.isAdministrator) {
    const message = 'An administrator: every action on everything is allowed.';
    return [{ risk: 'high', code: 'administrator', message, because: '' }];
  }
  const findings: CredentialFinding[] = [];
  const ways = account.iamWrites.filter((action) => escalation.has(action));
  if (ways.length > 0) {
    const message = `Can give itself every right: ${ways.slice(0, 3).join(', ')}${ways.length > 3 ? ' and more' : ''}.`;
    findings.push({ risk: 'high', code: 'escalation', message, because: '' });
  } else if (account.iamWrites.length > 0) {
    const message = `Can change IAM: ${account.iamWrites.slice(0, 3).join(', ')}.`;
    findings.push({ risk: 'medium', code: 'iam-write', message, because: '' });
  }
  if (account.everywhere.length > 0) {
    const message = `Reaches every bucket, also those to come, with ${account.everywhere.length} actions.`;
    findings.push({ risk: 'medium', code: 'every-bucket', message, because: '' });
  }
  return findings;
}

function bucketFindings(rows: readonly GridRow[]): CredentialFinding[] {
  const can = (ability: string) =>
    rows.flatMap(({ bucket, cells }) => {
      const cell = cells.find((one) => one.ability === ability && one.verdict === 'allowed');
      return cell === undefined ? [] : [{ bucket, because: cell.because }];
    });
  const about = (
    ability: string,
    risk: RiskLevel,
    code: string,
    words: (which: string) => string,
  ): CredentialFinding[] => {
    const found = can(ability);
    const [first] = found;
    if (first === undefined) return [];
    const isAll = found.length === rows.length && rows.length > 1;
    const which = isAll
      ? `every bucket (${rows.length})`
      : found.map(({ bucket }) => bucket).join(', ');
    return [{ risk, code, message: words(which), because: first.because }];
  };
  return [
    ...about('delete bucket', 'high', 'deletes-buckets', (which) => `Can delete ${which}.`),
    ...about(
      'change policy',
      'high',
      'changes-policies',
      (which) => `Can change who may do what in ${which}.`,
    ),
    ...about(
      'make public',
      'medium',
      'makes-public',
      (which) => `Can make public what is in ${which}.`,
    ),
  ];
}

function keyFindings({ keys = [], nowMs }: LookedAt): CredentialFinding[] {
  const active = keys.filter(({ isActive }) => isActive);
  const findings: CredentialFinding[] = [];
  for (const key of active) {
    const { id, createdAtMs, lastUsedAtMs } = key;
    const age = createdAtMs === undefined ? 0 : Math.floor((nowMs - createdAtMs) / dayMs);
    if (age > oldKeyDays) {
      const message = `The key ${id} is ${age} days old; rotate it: strongroom rotate`;
      findings.push({ risk: 'medium', code: 'old-key', message, because: '' });
    }
    if (!('lastUsedAtMs' in key)) continue;
    const idle = Math.floor((nowMs - (lastUsedAtMs ?? createdAtMs ?? nowMs)) / dayMs);
    if (idle > unusedDays) {
      const message = `The key ${id} was not used for ${idle} days; make it inactive.`;
      findings.push({ risk: 'low', code: 'unused-key', message, because: '' });
    }
  }
  if (active.length > 1) {
    const message = `There are ${active.length} active keys; one is enough but while rotating.`;
    findings.push({ risk: 'low', code: 'second-key', message, because: '' });
  }
  return findings;
}
