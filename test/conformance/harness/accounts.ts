import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Credentials } from './server.ts';

/** An account, and the key of an administrator in it. */
export interface TestAccount {
  readonly id: string;
  readonly credentials: Credentials;
}

/** A data folder with accounts in it: give it to `useServer`. */
export interface AccountsFolder {
  readonly dataFolder: string;
  readonly masterKeyFile: string;
  createAccount(name: string): TestAccount;
}

/** A data folder of the file's own, in which accounts are made before a server has it. */
export function useAccounts(): AccountsFolder {
  const folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const place = { dataFolder: join(folder, 'data'), masterKeyFile: join(folder, 'master.key') };
  return { ...place, createAccount: (name) => createAccount(place, name) };
}

function createAccount(
  { dataFolder, masterKeyFile }: Omit<AccountsFolder, 'createAccount'>,
  name: string,
): TestAccount {
  const program = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));
  const text = execFileSync(process.execPath, [
    program,
    ...['account', 'create', '--name', name, '--user', 'admin', '--json'],
    ...['--attach-policy', 'arn:aws:iam::aws:policy/AdministratorAccess'],
    ...['--data', dataFolder, '--master-key-file', masterKeyFile],
  ]).toString();
  const made: unknown = JSON.parse(text);
  const member = (key: string) =>
    String(typeof made === 'object' && made !== null ? Reflect.get(made, key) : undefined);
  const accessKeyId = member('accessKeyId');
  return {
    id: member('accountId'),
    credentials: { accessKeyId, secretAccessKey: member('secretAccessKey') },
  };
}
