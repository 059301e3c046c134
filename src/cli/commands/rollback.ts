import { type Command, CommandFailure, exitCodes, UsageError } from '../command.ts';
import { rollbackOptions, siteSettings } from '../sync-options.ts';

export const rollback: Command = {
  name: 'rollback',
  summary: 'Make a site what a release of it was, without sending a byte.',
  description: [
    'Copies back, inside the bucket, what differs from the release, in the order in which `sync` ' +
      'sends: assets, pages, deletions. Without a name it is the release before the current one.',
  ],
  operands: '[RELEASE]',
  options: [...rollbackOptions, { name: 'json', summary: 'Print one JSON object.' }],
  examples: [
    { line: 'strongroom rollback', summary: 'To the release before' },
    { line: 'strongroom rollback 20260314T092653Z --dry-run', summary: 'See first what changes' },
  ],
  async run(invocation) {
    const { terminal, options, operands } = invocation;
    if (operands.length > 1) throw new UsageError('rollback takes one release');
    const settings = siteSettings(invocation);
    const { runRollback, explainFailure } = await import('../../sync/run.ts');
    try {
      const isWatched = terminal.isWatched === true;
      const output = { ...terminal, isWatched, json: options.flag('json') };
      await runRollback(settings, output, operands[0]);
    } catch (error) {
      throw new CommandFailure(explainFailure(error, settings));
    }
    return exitCodes.success;
  },
};
