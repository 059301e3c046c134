import { verifyAudit } from '../../audit/verify.ts';
import { auditPlace, auditPlaceOptions } from '../audit-place.ts';
import { type Command, CommandFailure, exitCodes } from '../command.ts';

export const auditVerify: Command = {
  name: 'audit verify',
  summary: 'Check that no audit record was changed, removed or put in.',
  description: [
    'Every line holds the hash of the line before it, and every file refers to the ends of those ' +
      'before it. Exit code 1 means that a chain is broken. Notes are what cannot be told: a file ' +
      'that is still being written, one that is no longer kept, records that were lost.',
    'The newest lines are safe only once something refers to them: keep a copy of the records ' +
      'elsewhere where their own machine is not to be trusted.',
  ],
  options: [...auditPlaceOptions, { name: 'json', summary: 'Print one JSON object.' }],
  examples: [
    { line: 'strongroom audit verify', summary: 'The records in ./strongroom-data/audit' },
    {
      line: 'strongroom audit verify --audit-folder /mnt/copy/audit --json',
      summary: 'A copy, for a program',
    },
  ],
  async run(invocation) {
    const { options, terminal } = invocation;
    const folder = auditPlace(invocation);
    const verdict = await verifyAudit(folder);
    if (verdict.files === 0) throw new CommandFailure(`there are no audit records in ${folder}`);
    const isBroken = verdict.problems.some(({ severity }) => severity === 'broken');
    if (options.flag('json')) terminal.out(`${JSON.stringify({ folder, ...verdict })}\n`);
    else {
      for (const { severity, file, line, message } of verdict.problems) {
        const place = line === undefined ? file : `${file}:${line}`;
        terminal.out(`${place}: ${severity}: ${message}\n`);
      }
      const files = `${verdict.files} file${verdict.files === 1 ? '' : 's'}`;
      const end = isBroken ? 'the records are NOT as they were written' : 'every chain holds';
      terminal.out(`${verdict.records} records in ${files}: ${end}\n`);
    }
    return isBroken ? exitCodes.failure : exitCodes.success;
  },
};
