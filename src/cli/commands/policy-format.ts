import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { printPolicy } from '../../policy/index.ts';
import { type Command, exitCodes, UsageError } from '../command.ts';
import {
  documentOf,
  grammarOf,
  grammarOption,
  readPolicyFile,
  standardInput,
} from '../policy-file.ts';

export const policyFormat: Command = {
  name: 'policy format',
  summary: "Print policies in the order and indentation of AWS's own examples.",
  operands: 'FILE...',
  description: [
    'What a policy means stays as it is; lists of one value become that value. ' +
      '`-` reads standard input. Exit code 1 of --check means that a file would change.',
  ],
  options: [
    grammarOption,
    { name: 'check', summary: 'Print the names of files that would change, and nothing else.' },
    { name: 'write', summary: 'Write the files instead of printing them.' },
  ],
  examples: [
    { line: 'strongroom policy format policy.json', summary: 'Print it formatted' },
    { line: 'strongroom policy format --write policies/*.json', summary: 'Format files in place' },
    { line: 'strongroom policy format --check policies/*.json', summary: 'In CI' },
  ],
  async run(invocation) {
    const { options, operands, terminal } = invocation;
    if (operands.length === 0) {
      throw new UsageError('policy format needs a file: strongroom policy format FILE...');
    }
    if (options.flag('check') && options.flag('write')) {
      throw new UsageError('--check and --write exclude each other');
    }
    if (options.flag('write') && operands.includes(standardInput)) {
      throw new UsageError('--write needs files; standard input can only be printed');
    }
    let changed = false;
    for (const name of operands) {
      const file = await readPolicyFile(name, invocation);
      const formatted = `${printPolicy(documentOf(file, grammarOf(file, invocation)))}\n`;
      const differs = formatted !== file.text;
      if (options.flag('write')) {
        if (differs) writeFileSync(resolve(terminal.folder, name), formatted);
      } else if (!options.flag('check')) {
        terminal.out(formatted);
      } else if (differs) {
        changed = true;
        terminal.out(`${name}\n`);
      }
    }
    return changed ? exitCodes.failure : exitCodes.success;
  },
};
