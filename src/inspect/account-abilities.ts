import { decide, listActions, type PolicySet } from '../policy/index.ts';
import { requestOf } from './judge-grid.ts';
import type { HeldPolicies, Subject } from './subject.ts';

/** What somebody can do beside the buckets that are looked at. */
export interface AccountAbilities {
  /** Actions of IAM that change something, and are allowed at least on itself or everything. */
  readonly iamWrites: readonly string[];
  readonly iamReads: readonly string[];
  /** Whether every action on everything is allowed. */
  readonly isAdministrator: boolean;
  /** Actions of S3 on buckets that do not exist yet: `s3:DeleteBucket` is on every bucket then. */
  readonly everywhere: readonly string[];
  readonly listsBuckets: boolean;
  readonly createsBuckets: boolean;
}

/** A bucket and a user that nobody wrote a policy for. */
const anyBucket = 'strongroom-inspect-any-bucket';
const anyUser = 'strongroom-inspect-any-user';

/** Decides every action of the catalogue on things that no policy names. */
export function accountAbilities(subject: Subject, held: HeldPolicies): AccountAbilities {
  const policies: PolicySet = { identity: held.identity, boundary: held.boundary };
  const { partition, accountId } = subject;
  const allows = (action: string, resource: string) =>
    decide(requestOf(subject, held, action, resource), policies).allowed;
  const bucket = `arn:${partition}:s3:::${anyBucket}`;
  const entities = ['user', 'group', 'role', 'policy'].map(
    (kind) => `arn:${partition}:iam::${accountId}:${kind}/${anyUser}`,
  );
  const iam = listActions('iam').filter(({ name }) =>
    [...entities, subject.arn, '*'].some((resource) => allows(name, resource)),
  );
  const isRead = (level: string) => level === 'List' || level === 'Read';
  return {
    iamWrites: iam.filter(({ accessLevel }) => !isRead(accessLevel)).map(({ name }) => name),
    iamReads: iam.filter(({ accessLevel }) => isRead(accessLevel)).map(({ name }) => name),
    isAdministrator: allows('iam:CreateUser', '*') && allows('unheard:Of', '*'),
    everywhere: listActions('s3')
      .filter(({ name }) => allows(name, bucket) || allows(name, `${bucket}/key`))
      .map(({ name }) => name),
    listsBuckets: allows('s3:ListAllMyBuckets', '*'),
    createsBuckets: allows('s3:CreateBucket', bucket),
  };
}
