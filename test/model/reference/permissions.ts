import type { User } from './identities.ts';

/** A policy in the plainest form; the steps print it as JSON. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Of a bucket policy: `*`, or the users that it named when it was put. */
export interface BucketStatement extends Statement {
  readonly principals: '*' | readonly User[];
}

/** `*` is any text. */
function matches(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === text;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  const last = rest.pop() ?? '';
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

function applies(statement: Statement, action: string, resource: string): boolean {
  return (
    statement.actions.some((one) => matches(one.toLowerCase(), action.toLowerCase())) &&
    statement.resources.some((one) => matches(one, resource))
  );
}

const rootsRights = ['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'];

/**
 * "Policy evaluation logic" of the IAM user guide, within one account: an explicit Deny anywhere
 * wins; then an Allow of the bucket policy that names the user is enough; else the identity's own
 * policies and its boundary must both allow.
 * @param user undefined for the root user
 */
export function isAllowed(
  user: User | undefined,
  action: string,
  resource: string,
  bucketPolicy: readonly BucketStatement[] = [],
): boolean {
  const ofBucket = bucketPolicy.filter(
    (statement) =>
      applies(statement, action, resource) &&
      (statement.principals === '*' || (user !== undefined && statement.principals.includes(user))),
  );
  const isDenied = ofBucket.some(({ effect }) => effect === 'Deny');
  if (user === undefined) return !isDenied || rootsRights.includes(action);
  const own = user.statements().filter((statement) => applies(statement, action, resource));
  const bounds = user.boundary?.inForce().filter((one) => applies(one, action, resource));
  const all = [...ofBucket, ...own, ...(bounds ?? [])];
  if (all.some(({ effect }) => effect === 'Deny')) return false;
  if (ofBucket.length > 0) return true;
  return own.length > 0 && (bounds === undefined || bounds.length > 0);
}
