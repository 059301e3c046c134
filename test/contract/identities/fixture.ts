import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { policyArn } from '../../../src/identity/arns.ts';
import { defaultQuotas } from '../../../src/identity/quotas.ts';
import type { IdentityQuotas, IdentityStore } from '../../../src/store/identities.ts';
import { migrations } from '../../../src/store/metadata/schema/migrations.ts';
import { openDatabase } from '../../../src/store/metadata/sqlite/database.ts';
import { createIdentityStore } from '../../../src/store/metadata/sqlite/identities.ts';

export const accountId = '111122223333';
export const otherAccountId = '444455556666';
export const awsPolicy = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';
export const document = '{"Version":"2012-10-17","Statement":[]}';

/** Small enough to be reached in a test. */
const quotas: IdentityQuotas = {
  ...defaultQuotas,
  UsersPerAccount: 4,
  GroupsPerAccount: 3,
  RolesPerAccount: 3,
  PoliciesPerAccount: 3,
  GroupsPerUser: 2,
  AttachedPoliciesPerUser: 2,
  TagsPerEntity: 3,
};

export interface OpenStore {
  readonly store: IdentityStore;
  /** The identity revision, as every process sees it. */
  revision(): number;
  close(): void;
}

function openSqlite(): OpenStore {
  const folder = mkdtempSync(join(tmpdir(), 'identities-'));
  const database = openDatabase({
    path: join(folder, 'metadata.db'),
    migrations,
    fatal: (error) => {
      throw error;
    },
  });
  const isAwsManagedPolicy = (arn: string) => arn === awsPolicy;
  return {
    store: createIdentityStore(database, { quotas, isAwsManagedPolicy }),
    revision: () => database.revision('identity'),
    close: () => {
      database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Each implementation of the contract, to be opened empty. */
export const implementations: readonly {
  readonly name: string;
  readonly open: () => OpenStore;
}[] = [{ name: 'SQLite', open: openSqlite }];

/** Two accounts, whose canonical ids and e-mail addresses follow from their ids. */
export async function addAccounts(store: IdentityStore): Promise<void> {
  for (const id of [accountId, otherAccountId]) {
    await store.createAccount({
      accountId: id,
      canonicalId: `canonical-${id}`,
      email: `Root@${id}.example`,
      name: `Account ${id}`,
      createdAtMs: 1_000,
    });
  }
}

export function user(userName: string, path = '/') {
  const userId = `AIDA-${userName}`;
  return { accountId, userId, userName, path, createdAtMs: 2_000, tags: [] };
}

export function group(groupName: string, path = '/') {
  return { accountId, groupId: `AGPA-${groupName}`, groupName, path, createdAtMs: 2_000 };
}

export function role(roleName: string, path = '/') {
  return {
    accountId,
    roleId: `AROA-${roleName}`,
    roleName,
    path,
    createdAtMs: 2_000,
    trustPolicy: document,
    maxSessionDurationSeconds: 3_600,
    tags: [],
  };
}

export function policy(policyName: string, path = '/') {
  return {
    accountId,
    policyId: `ANPA-${policyName}`,
    policyName,
    path,
    arn: policyArn(accountId, path, policyName),
    document,
    createdAtMs: 2_000,
    tags: [],
  };
}

export const holder = (kind: 'user' | 'group' | 'role', name: string) => ({
  accountId,
  kind,
  name,
});
export const namesOf = (page: { readonly items: readonly { readonly userName: string }[] }) =>
  page.items.map((item) => item.userName);
export const all = { limit: 100 };
