import type { Command } from './command.ts';

/**
 * Every command by its name, in the order of `strongroom help`. Loaded one by one: what a command
 * is made of (the server, an SDK) is nothing that another one should wait for.
 */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./commands/serve.ts')).serve,
  'account create': async () => (await import('./commands/account-create.ts')).accountCreate,
  'account list': async () => (await import('./commands/account-list.ts')).accountList,
  'account create-key': async () =>
    (await import('./commands/account-create-key.ts')).accountCreateKey,
  'account list-keys': async () =>
    (await import('./commands/account-list-keys.ts')).accountListKeys,
  'account delete-key': async () =>
    (await import('./commands/account-delete-key.ts')).accountDeleteKey,
  scrub: async () => (await import('./commands/scrub.ts')).scrub,
  backup: async () => (await import('./commands/backup.ts')).backup,
  restore: async () => (await import('./commands/restore.ts')).restore,
  fsck: async () => (await import('./commands/fsck.ts')).fsck,
  sync: async () => (await import('./commands/sync.ts')).sync,
  releases: async () => (await import('./commands/releases.ts')).releases,
  rollback: async () => (await import('./commands/rollback.ts')).rollback,
  grant: async () => (await import('./commands/grant.ts')).grant,
  revoke: async () => (await import('./commands/revoke.ts')).revoke,
  rotate: async () => (await import('./commands/rotate.ts')).rotate,
  'iam export': async () => (await import('./commands/iam-export.ts')).iamExport,
  'iam import': async () => (await import('./commands/iam-import.ts')).iamImport,
  inspect: async () => (await import('./commands/inspect.ts')).inspect,
  'policy validate': async () => (await import('./commands/policy-validate.ts')).policyValidate,
  'policy format': async () => (await import('./commands/policy-format.ts')).policyFormat,
  'policy diff': async () => (await import('./commands/policy-diff.ts')).policyDiff,
  'policy generate': async () => (await import('./commands/policy-generate.ts')).policyGenerate,
  explain: async () => (await import('./commands/explain.ts')).explain,
  simulate: async () => (await import('./commands/simulate.ts')).simulate,
  'audit verify': async () => (await import('./commands/audit-verify.ts')).auditVerify,
  'audit tail': async () => (await import('./commands/audit-tail.ts')).auditTail,
  'audit query': async () => (await import('./commands/audit-query.ts')).auditQuery,
  completion: async () => (await import('./commands/completion.ts')).completion,
};

/** The names of all commands, such as `serve` and `account create`. */
export const commandNames: readonly string[] = Object.keys(loaders);

/** The command of a name; undefined where there is none. */
export async function loadCommand(name: string): Promise<Command | undefined> {
  return loaders[name]?.();
}

/** All of them, for help and completion. */
export function loadCommands(): Promise<Command[]> {
  return Promise.all(Object.values(loaders).map((load) => load()));
}
