import {
  GetAccessKeyLastUsedCommand,
  GetRoleCommand,
  GetUserCommand,
  type IAMClient,
  paginateListAccessKeys,
} from '@aws-sdk/client-iam';
import type { CallerIdentity } from '../client/caller-identity.ts';
import { isDenied } from '../client/failure.ts';
import type { Subject, SubjectKey } from './subject.ts';

/** Whoever asks, as a subject; of a session its role. */
export function callerAsSubject({
  arn,
  accountId,
  partition,
  kind,
  name,
}: CallerIdentity): Subject {
  const same = { arn, accountId, partition };
  if (kind === 'root') return { ...same, kind: 'root', name: '' };
  if (kind === 'user') return { ...same, kind: 'user', name };
  if (kind === 'assumed-role') return { ...same, kind: 'role', name: name.split('/')[0] ?? '' };
  return { ...same, kind: 'federated-user', name };
}

/** A user or role of the caller's account by its name. @throws what the SDK throws */
export async function namedSubject(
  iam: IAMClient,
  { accountId, partition }: CallerIdentity,
  kind: 'user' | 'role',
  name: string,
): Promise<Subject> {
  const found =
    kind === 'user'
      ? (await iam.send(new GetUserCommand({ UserName: name }))).User?.Arn
      : (await iam.send(new GetRoleCommand({ RoleName: name }))).Role?.Arn;
  const arn = found ?? `arn:${partition}:iam::${accountId}:${kind}/${name}`;
  return { arn, accountId, partition, kind, name };
}

/** The access keys of a user with their age and last use; undefined where IAM does not tell. */
export async function readKeys(client: IAMClient, subject: Subject, isCaller: boolean) {
  if (subject.kind !== 'user' && !(subject.kind === 'root' && isCaller)) return undefined;
  const keys: SubjectKey[] = [];
  try {
    const input = subject.kind === 'user' ? { UserName: subject.name } : {};
    for await (const page of paginateListAccessKeys({ client }, input)) {
      for (const { AccessKeyId: id, Status, CreateDate } of page.AccessKeyMetadata ?? []) {
        if (id === undefined) continue;
        const key = { id, isActive: Status === 'Active', createdAtMs: CreateDate?.getTime() };
        keys.push({ ...key, ...(await lastUse(client, id)) });
      }
    }
    return keys;
  } catch (error) {
    if (isDenied(error)) return undefined;
    throw error;
  }
}

async function lastUse(iam: IAMClient, AccessKeyId: string) {
  try {
    const { AccessKeyLastUsed } = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
    return { lastUsedAtMs: AccessKeyLastUsed?.LastUsedDate?.getTime() };
  } catch (error) {
    if (isDenied(error)) return {};
    throw error;
  }
}
