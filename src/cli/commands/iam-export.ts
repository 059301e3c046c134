import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { callerIdentity } from '../../client/caller-identity.ts';
import { iamClient, stsClient } from '../../client/identity-clients.ts';
import { exportIam } from '../../transfer/export-iam.ts';
import { type Command, exitCodes, UsageError } from '../command.ts';
import { talking, toolConnection, toolConnectionOptions } from '../tool-connection.ts';

/** Rights are nobody else's business. */
const fileMode = 0o600;

export const iamExport: Command = {
  name: 'iam export',
  summary: "Write an account's users, groups, roles and policies to a file, without secrets.",
  operands: '[FILE]',
  description: [
    'The file is JSON, and `strongroom iam import` reads it, in this account or in another one. ' +
      'Access keys are listed by their ids; secrets and passwords cannot be exported. It goes to ' +
      'standard output where no file is named.',
  ],
  options: [...toolConnectionOptions],
  examples: [
    { line: 'strongroom iam export iam.json', summary: 'With the key of the environment' },
    { line: 'strongroom iam export | jq .users[].name', summary: 'Into another program' },
  ],
  run: (invocation) =>
    talking(invocation, async () => {
      const { operands, terminal } = invocation;
      const [file, more] = operands;
      if (more !== undefined) throw new UsageError('iam export takes one file');
      const caller = await callerIdentity(await stsClient(toolConnection(invocation, 'STS')));
      const iam = await iamClient(toolConnection(invocation, 'IAM'));
      const document = await exportIam(iam, caller.accountId);
      const text = `${JSON.stringify(document, undefined, 2)}\n`;
      if (file === undefined) terminal.out(text);
      else writeFileSync(resolve(terminal.folder, file), text, { mode: fileMode });
      return exitCodes.success;
    }),
};
