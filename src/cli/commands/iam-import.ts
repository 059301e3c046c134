import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { callerIdentity } from '../../client/caller-identity.ts';
import { iamClient, stsClient } from '../../client/identity-clients.ts';
import { applyImport } from '../../transfer/apply-import.ts';
import { exportIam } from '../../transfer/export-iam.ts';
import { type IamDocument, NotAnExport, readIamDocument } from '../../transfer/iam-document.ts';
import { describeStep, inAccount, planImport } from '../../transfer/plan-import.ts';
import { confirm } from '../ask.ts';
import {
  type Command,
  CommandFailure,
  exitCodes,
  type Invocation,
  UsageError,
} from '../command.ts';
import { talking, toolConnection, toolConnectionOptions } from '../tool-connection.ts';

export const iamImport: Command = {
  name: 'iam import',
  summary: 'Give an account the users, groups, roles and policies of a file of iam export.',
  operands: 'FILE',
  description: [
    'What is missing is made, and what differs is changed; nothing is taken away. ARNs of the ' +
      "exported account's IAM become those of the account that the key belongs to. Users come " +
      'without keys and passwords: make new ones. The steps are shown, and nothing is written ' +
      'before it is confirmed; an import that was broken off can be run again.',
  ],
  options: [
    { name: 'yes', summary: 'Do not ask.' },
    { name: 'dry-run', summary: 'Show the steps, and write nothing.' },
    ...toolConnectionOptions,
  ],
  examples: [
    { line: 'strongroom iam import iam.json --dry-run', summary: 'See what would change' },
    { line: 'strongroom iam import iam.json --yes', summary: 'Without a question' },
  ],
  run: (invocation) => talking(invocation, () => runImport(invocation)),
};

async function runImport(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation;
  const document = readFile(invocation);
  const caller = await callerIdentity(await stsClient(toolConnection(invocation, 'STS')));
  const iam = await iamClient(toolConnection(invocation, 'IAM'));
  const wanted = inAccount(document, caller.accountId);
  const steps = planImport(wanted, await exportIam(iam, caller.accountId));
  if (steps.length === 0) terminal.error('Everything of the file is there already.\n');
  for (const step of steps) terminal.error(`  ${describeStep(step)}\n`);
  if (steps.length === 0 || options.flag('dry-run')) return exitCodes.success;
  if (!options.flag('yes') && !(await confirm(terminal, 'Do this?'))) {
    throw new CommandFailure('nothing was written');
  }
  for (const step of steps) await applyImport(iam, step);
  return exitCodes.success;
}

function readFile({ operands, terminal }: Invocation): IamDocument {
  const [file, more] = operands;
  if (file === undefined || more !== undefined) {
    throw new UsageError('iam import takes one file: strongroom iam import FILE');
  }
  try {
    return readIamDocument(readFileSync(resolve(terminal.folder, file), 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const what = error instanceof NotAnExport ? 'is no file of iam export' : 'cannot be read';
    throw new CommandFailure(`${file} ${what}: ${reason}`);
  }
}
