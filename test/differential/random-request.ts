import type { JudgedPrincipal, JudgedRequest, Values } from './judge.ts';
import type { Random } from './random.ts';

export const OWN = '111122223333';
export const OTHER = '444455556666';
const CANONICAL = 'c0ffee'.padEnd(64, '0');

const NAMES = ['ann', 'bob', 'Ann'];
const TAGS = new Map([
  ['Team', 'red'],
  ['path', 'a/*'],
]);

const PRINCIPALS: readonly ((random: Random, account: string) => JudgedPrincipal)[] = [
  user,
  user,
  user,
  user,
  roleSession,
  roleSession,
  roleSession,
  federatedUser,
  federatedUser,
  (_, account) => ({
    kind: 'root',
    arn: `arn:aws:iam::${account}:root`,
    accountId: account,
    userId: account,
    canonicalUserId: CANONICAL,
  }),
  () => ({ kind: 'anonymous', arn: '', accountId: '', userId: '' }),
  () => ({ kind: 'service', arn: 'logging.s3.amazonaws.com', accountId: '', userId: '' }),
  () => ({
    kind: 'web-identity',
    arn: `arn:aws:iam::${OWN}:oidc-provider/idp.example.com`,
    accountId: '',
    userId: '',
  }),
];

function user(random: Random, account: string): JudgedPrincipal {
  const userName = random.pick(NAMES);
  return {
    kind: 'user',
    arn: `arn:aws:iam::${account}:user/dev/${userName}`,
    accountId: account,
    userId: `AIDA${userName.toUpperCase()}`,
    userName,
    canonicalUserId: CANONICAL,
    ...(random.chance(0.5) ? { tags: TAGS } : {}),
  };
}

function roleSession(random: Random, account: string): JudgedPrincipal {
  const role = random.pick(['App', 'ci']);
  const session = random.pick(['s1', 'build']);
  return {
    kind: 'role-session',
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    accountId: account,
    userId: `AROA${role.toUpperCase()}:${session}`,
    roleArn: `arn:aws:iam::${account}:role/svc/${role}`,
    roleId: `AROA${role.toUpperCase()}`,
    ...(random.chance(0.5) ? { tags: TAGS } : {}),
  };
}

function federatedUser(random: Random, account: string): JudgedPrincipal {
  const name = random.pick(['fay', 'fin']);
  const byRoot = random.chance(0.2);
  return {
    kind: 'federated-user',
    arn: `arn:aws:sts::${account}:federated-user/${name}`,
    accountId: account,
    userId: `${account}:${name}`,
    issuerArn: `arn:aws:iam::${account}:${byRoot ? 'root' : 'user/dev/ann'}`,
    issuerId: byRoot ? account : 'AIDAANN',
  };
}

const OBJECT_KEYS = [
  'home/ann/photo.jpg',
  'home/bob/notes',
  'a/*/b',
  'a/x/b',
  'new\nline/key',
  'smile/😀.png',
  'colon:key:x',
  'dollar/${aws:username}',
  'Home/Ann/photo.jpg',
  '',
  'a',
];

const OBJECT_ACTIONS = [
  's3:GetObject',
  's3:PutObject',
  's3:DeleteObjectVersion',
  's3:getobject',
  's3:FrobnicateObject',
];
const BUCKET_ACTIONS = [
  's3:ListBucket',
  's3:GetBucketPolicy',
  's3:PutBucketPolicy',
  's3:DeleteBucketPolicy',
  'S3:ListBucketVersions',
];
const IAM_ACTIONS = ['iam:GetUser', 'iam:AttachUserPolicy', 'iam:UnknownThing', 'custom:Do'];

function target(random: Random): Pick<JudgedRequest, 'action' | 'resource'> {
  const bucket = random.pick(['pics', 'pics-2']);
  const kind = random.below(10);
  if (kind < 5) {
    const resource = `arn:aws:s3:::${bucket}/${random.pick(OBJECT_KEYS)}`;
    return { action: random.pick(OBJECT_ACTIONS), resource };
  }
  if (kind < 7) return { action: random.pick(BUCKET_ACTIONS), resource: `arn:aws:s3:::${bucket}` };
  if (kind < 8) return { action: 's3:ListAllMyBuckets', resource: '*' };
  if (kind < 9) {
    const resource = `arn:aws:iam::${OWN}:user/dev/${random.pick(NAMES)}`;
    return { action: random.pick(IAM_ACTIONS), resource };
  }
  const resource = `arn:aws:iam::${OWN}:role/svc/App`;
  return { action: random.pick(['sts:AssumeRole', 'sts:TagSession']), resource };
}

/** Keys and values that requests carry, some of them odd. */
export const CONTEXT_VALUES: Readonly<Record<string, readonly Values[]>> = {
  's3:prefix': ['home/ann/', 'home/', '', 'a/*'],
  's3:max-keys': ['10', '100', '5abc', '-1', '1.50', '12345678901234567890'],
  'aws:sourceip': [
    '203.0.113.9',
    '10.1.2.3',
    '2001:db8::1',
    '::ffff:10.1.2.3',
    '2001:DB8:0:0::1',
    '010.1.2.3',
    'nowhere',
  ],
  'aws:securetransport': ['true', 'false', 'TRUE', 'maybe'],
  'aws:currenttime': ['2026-01-02T03:04:05Z', '2026-06-30T23:59:59.999Z', 'soon'],
  'aws:epochtime': ['1767323045', '-1'],
  'aws:sourcearn': ['arn:aws:s3:::pics', 'arn:aws:sns:eu-west-1:111122223333:t:x', 'no-arn'],
  'aws:tagkeys': [['Team', 'Cost'], ['Team'], [], ['']],
  's3:existingobjecttag/team': ['red', 'blue', 'Red'],
  'aws:referer': ['https://example.com/a', '${aws:username}', ''],
  'app:blob': ['AQID', 'AQI=', 'not base64'],
};

export function randomRequest(random: Random): JudgedRequest {
  const account = random.chance(0.75) ? OWN : OTHER;
  const principal = random.pick(PRINCIPALS)(random, account);
  const context: Record<string, Values> = {};
  for (const [key, values] of Object.entries(CONTEXT_VALUES)) {
    if (random.chance(0.6)) context[key] = random.pick(values);
  }
  return {
    ...target(random),
    resourceAccountId: random.chance(0.05) ? undefined : OWN,
    principal,
    context,
  };
}
