import { randomBytes } from 'node:crypto';
import { createIdSource } from '../src/identity/ids.ts';
import { type OpenIdentities, openIdentities } from '../src/server/open-identities.ts';
import { prepareStore } from '../src/server/prepare-store.ts';
import type { Credentials } from '../test/conformance/harness/server.ts';

/** How many identities a store is filled with; the largest that AWS's default quotas allow. */
export interface Population {
  readonly users: number;
  readonly groups: number;
  /** Managed policies that users and groups choose from. */
  readonly policies: number;
  /** Managed policies that are attached to each user and to each group. */
  readonly policiesEach: number;
  readonly groupsPerUser: number;
}

export interface Place {
  readonly dataFolder: string;
  readonly masterKeyFile: string;
  readonly root: Credentials;
}

/** Writes of one turn share a transaction; this many keep it of a decent size. */
const writesAtOnce = 500;

async function inTurns<T>(items: readonly T[], write: (item: T) => Promise<unknown>) {
  for (let start = 0; start < items.length; start += writesAtOnce) {
    await Promise.all(items.slice(start, start + writesAtOnce).map(write));
  }
}

/** Policies as people write them: three statements, of which one is about the bucket in question. */
function policyDocument(index: number, bucket: string): string {
  const other = `arn:aws:s3:::project-${index}`;
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['s3:ListBucket', 's3:GetBucketLocation'], Resource: other },
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
        Resource: [`${other}/*`, `arn:aws:s3:::${bucket}/shared-${index}/*`],
      },
      {
        Effect: 'Deny',
        Action: 's3:*',
        Resource: [other, `${other}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
}

/** The one policy that lets everybody read the bucket. */
const readerName = 'bench-reader';

function readerDocument(bucket: string): string {
  const Resource = [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
  const statement = { Effect: 'Allow', Action: ['s3:ListBucket', 's3:GetObject'], Resource };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

async function createPolicies(
  { identities }: OpenIdentities,
  accountId: string,
  count: number,
  bucket: string,
): Promise<readonly string[]> {
  const ids = createIdSource(randomBytes);
  const names = [readerName, ...Array.from({ length: count - 1 }, (_, i) => `policy-${i}`)];
  await inTurns([...names.entries()], ([index, policyName]) =>
    identities.createPolicy({
      accountId,
      policyId: ids.id('policy'),
      policyName,
      path: '/',
      arn: `arn:aws:iam::${accountId}:policy/${policyName}`,
      document: index === 0 ? readerDocument(bucket) : policyDocument(index, bucket),
      createdAtMs: Date.now(),
      tags: [],
    }),
  );
  return names.map((name) => `arn:aws:iam::${accountId}:policy/${name}`);
}

/** `count` of the items, others for each index. */
function chosen<T>(items: readonly T[], index: number, count: number): readonly T[] {
  return Array.from({ length: count }, (_, i) => items[(index * count + i) % items.length]).filter(
    (item) => item !== undefined,
  );
}

async function attach(
  { identities }: OpenIdentities,
  holders: readonly { accountId: string; kind: 'user' | 'group'; name: string }[],
  arnsOf: (index: number) => readonly string[],
): Promise<void> {
  const pairs = holders.flatMap((holder, index) => arnsOf(index).map((arn) => ({ holder, arn })));
  await inTurns(pairs, async ({ holder, arn }) => {
    const { outcome } = await identities.attachPolicy(holder, arn);
    if (outcome !== 'done') throw new Error(`${arn} could not be attached: ${outcome}`);
  });
}

/**
 * Fills a new data folder with users, groups and policies, without a server.
 * @returns a key of each user, who may read objects of the bucket
 */
export async function populate(
  place: Place,
  population: Population,
  bucket: string,
): Promise<readonly Credentials[]> {
  const { dataFolder, masterKeyFile, root } = place;
  const fatal = (error: Error): never => {
    throw error;
  };
  const { accessKeyId: rootAccessKeyId, secretAccessKey: rootSecretAccessKey } = root;
  const settings = { data: dataFolder, masterKeyFile, rootAccessKeyId, rootSecretAccessKey };
  await prepareStore(settings, {}, fatal);
  const open = await openIdentities({ dataFolder, masterKeyFile, environment: {}, fatal });
  try {
    return await fill(open, population, bucket);
  } finally {
    open.close();
  }
}

async function fill(open: OpenIdentities, population: Population, bucket: string) {
  const { identities, sealer } = open;
  const ids = createIdSource(randomBytes);
  const accountId = (await identities.listAccounts({ limit: 1 })).items[0]?.accountId ?? '';
  const createdAtMs = Date.now();
  const own = { accountId, path: '/', createdAtMs };
  const [reader = '', ...arns] = await createPolicies(open, accountId, population.policies, bucket);
  const groups = Array.from({ length: population.groups }, (_, i) => `group-${i}`);
  const users = Array.from({ length: population.users }, (_, i) => `user-${i}`);
  await inTurns(groups, (groupName) =>
    identities.createGroup({ ...own, groupId: ids.id('group'), groupName }),
  );
  await inTurns(users, (userName) =>
    identities.createUser({ ...own, userId: ids.id('user'), userName, tags: [] }),
  );
  const { policiesEach } = population;
  const holders = (kind: 'user' | 'group', names: readonly string[]) =>
    names.map((name) => ({ accountId, kind, name }));
  await attach(open, holders('group', groups), (index) => chosen(arns, index, policiesEach));
  await attach(open, holders('user', users), (index) => [
    reader,
    ...chosen(arns, index, policiesEach - 1),
  ]);
  const memberships = users.flatMap((user, index) =>
    chosen(groups, index, population.groupsPerUser).map((group) => ({ user, group })),
  );
  await inTurns(memberships, ({ user, group }) =>
    identities.addUserToGroup(accountId, group, user),
  );
  const keys = users.map((userName) => ({
    userName,
    accessKeyId: ids.id('access-key'),
    secretAccessKey: ids.secretAccessKey(),
  }));
  await inTurns(keys, ({ userName, accessKeyId, secretAccessKey }) => {
    const sealedSecret = sealer.seal(accountId, accessKeyId, secretAccessKey);
    const key = { accessKeyId, sealedSecret, createdAtMs };
    return identities.createAccessKey({ accountId, userName }, key);
  });
  return keys.map(({ accessKeyId, secretAccessKey }) => ({ accessKeyId, secretAccessKey }));
}
