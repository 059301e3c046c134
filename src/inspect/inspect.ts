import type { IAMClient } from '@aws-sdk/client-iam';
import type { S3Client } from '@aws-sdk/client-s3';
import { isDenied } from '../client/failure.ts';
import type { PolicySource } from '../policy/index.ts';
import { type AccountAbilities, accountAbilities } from './account-abilities.ts';
import type { GridRow } from './cell.ts';
import { type CredentialFinding, credentialFindings } from './credential-findings.ts';
import { judgeGrid } from './judge-grid.ts';
import {
  needsOfLastAccess,
  needsOfRecords,
  type ObservedNeeds,
  type RecordedActivity,
} from './observed-needs.ts';
import { probeGrid } from './probe-grid.ts';
import { listBuckets, readBucketPolicies } from './read-buckets.ts';
import { readHeldPolicies } from './read-held-policies.ts';
import { readKeys } from './read-subject.ts';
import { sentence } from './sentence.ts';
import { simulateGrid } from './simulate-grid.ts';
import type { HeldPolicies, Subject, SubjectKey } from './subject.ts';

/** Everything that is told of a credential; the names are those of `--json`. */
export interface CredentialReport {
  readonly subject: Subject;
  /** `policies`: decided from their text. `simulation`: told by IAM. `probes`: found by asking. */
  readonly method: 'policies' | 'simulation' | 'probes';
  readonly sentence: string;
  readonly buckets: readonly GridRow[];
  readonly account: AccountAbilities | undefined;
  /** What it holds, its own or by a group; undefined where that could not be read. */
  readonly policies: readonly PolicySource[] | undefined;
  readonly keys: readonly SubjectKey[] | undefined;
  readonly findings: readonly CredentialFinding[];
  /** The smaller policy, where it was asked for and can be told. */
  readonly observed: ObservedNeeds | undefined;
  /** What could not be looked at, and so may be otherwise. */
  readonly notTested: readonly string[];
}

export interface InspectInput {
  readonly iam: IAMClient;
  readonly s3: S3Client;
  readonly subject: Subject;
  /** Whether the subject is who asks: only then can anything be tried. */
  readonly isCaller: boolean;
  /** The buckets to look at beside those that can be listed. */
  readonly buckets: readonly string[];
  readonly nowMs: number;
  /** What was done: out of audit records, or to be asked of IAM; undefined where nobody wants it. */
  readonly observed: RecordedActivity | 'ask IAM' | undefined;
}

/**
 * Looks at a credential in the best way that the endpoint allows: from the text of all policies
 * (GetAccountAuthorizationDetails), by IAM's simulator, or by harmless requests.
 * @throws what the SDK throws
 */
export async function inspectCredential(input: InspectInput): Promise<CredentialReport> {
  const notTested: string[] = [];
  const listed = await listBuckets(input.s3);
  if (listed === undefined && input.buckets.length === 0) {
    notTested.push('which buckets there are: listing them is refused; name some with --bucket');
  }
  const buckets = [...new Set([...input.buckets, ...(listed ?? [])])].sort();
  const held = await whereAllowed(() => readHeldPolicies(input.iam, input.subject));
  const looked =
    held === undefined
      ? await lookFromOutside(input, buckets, notTested)
      : await lookAtPolicies(input, held, buckets, notTested);
  const keys = await readKeys(input.iam, input.subject, input.isCaller);
  if (keys === undefined) notTested.push('the age and the last use of its keys: IAM does not tell');
  const observed = await observedNeeds(input, held, notTested);
  const { subject, nowMs } = input;
  const { method, rows, account } = looked;
  return {
    subject,
    method,
    sentence: sentence(rows, account),
    buckets: rows,
    account,
    policies: held?.identity.map(({ source }) => source),
    keys,
    findings: credentialFindings({ subject, rows, account, keys, nowMs }),
    observed,
    notTested,
  };
}

async function observedNeeds(
  { iam, subject, observed }: InspectInput,
  held: HeldPolicies | undefined,
  notTested: string[],
): Promise<ObservedNeeds | undefined> {
  if (observed === undefined) return undefined;
  if (held === undefined || subject.kind === 'root') {
    const why = held === undefined ? 'its policies may not be read' : 'the root user has no policy';
    notTested.push(`what it needs of what it may do: ${why}`);
    return undefined;
  }
  if (observed !== 'ask IAM') return needsOfRecords(observed, held);
  const needs = await whereAllowed(() => needsOfLastAccess(iam, subject, held));
  if (needs === undefined) {
    notTested.push("what it needs of what it may do: IAM's last-accessed report is refused");
  } else notTested.push('where it did what it did: IAM tells actions, and the audit tells places');
  return needs;
}

interface Looked {
  readonly method: CredentialReport['method'];
  readonly rows: readonly GridRow[];
  readonly account: AccountAbilities | undefined;
}

async function lookAtPolicies(
  { s3, subject }: InspectInput,
  held: HeldPolicies,
  buckets: readonly string[],
  notTested: string[],
): Promise<Looked> {
  const { policies, unread } = await readBucketPolicies(s3, buckets);
  if (unread.length > 0) notTested.push(`the bucket policies of ${unread.join(', ')}`);
  if (subject.kind === 'role') notTested.push('session policies, which only narrow a session');
  notTested.push('service control policies, and access control lists');
  const rows = judgeGrid(subject, held, buckets, policies);
  return { method: 'policies', rows, account: accountAbilities(subject, held) };
}

async function lookFromOutside(
  { iam, s3, subject, isCaller }: InspectInput,
  buckets: readonly string[],
  notTested: string[],
): Promise<Looked> {
  const sourceArn =
    subject.kind === 'role'
      ? `arn:${subject.partition}:iam::${subject.accountId}:role/${subject.name}`
      : subject.arn;
  const simulated = await whereAllowed(() => simulateGrid(iam, subject, sourceArn, buckets));
  notTested.push('everything but these abilities on these buckets, IAM included');
  if (simulated !== undefined) {
    notTested.push('bucket policies, access control lists and the conditions of requests');
    return { method: 'simulation', rows: simulated, account: undefined };
  }
  if (!isCaller) {
    notTested.push(
      `${subject.name}: its policies may not be read, and only its own key can be tried`,
    );
    return { method: 'probes', rows: [], account: undefined };
  }
  notTested.push('deleting objects and buckets, for which there is no harmless request');
  return { method: 'probes', rows: await probeGrid(s3, buckets), account: undefined };
}

async function whereAllowed<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isDenied(error)) return undefined;
    throw error;
  }
}
