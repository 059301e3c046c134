import { type Command, CommandFailure, exitCodes, type Invocation } from '../command.ts';
import { siteSettings, syncOptions } from '../sync-options.ts';

export const sync: Command = {
  name: 'sync',
  summary: 'Make a bucket equal to the folder of a built site.',
  description: [
    'Sends what is new or changed, in bytes or in headers: assets first, then pages, then the ' +
      "bucket's website configuration, and deletes last. What is unchanged costs only the listing. " +
      'Stopped anywhere and run again it goes on from there.',
    'Settings come from the options, the environment (AWS_*) and the settings file, the first ' +
      'that names one counting. Credentials are those of the environment, the settings file, or ' +
      "AWS's own chain of profiles, single sign-on and roles.",
    'Exit codes: 0 the bucket is equal to the folder (or a dry run was printed), 1 something ' +
      'failed or too much would be deleted, 2 the command or its settings are wrong.',
  ],
  options: [
    ...syncOptions,
    {
      name: 'release',
      summary: 'Keep this state of the site in the bucket, so that `rollback` can bring it back.',
      group: 'What is done',
    },
    { name: 'json', summary: 'Print one JSON object.', group: 'What is done' },
  ],
  examples: [
    { line: 'strongroom sync', summary: 'As .s3_sync or strongroom.yaml in this folder says' },
    { line: 'strongroom sync --dry-run', summary: 'See first what would be done' },
    {
      line: 'strongroom sync --bucket www.example.com --build-dir public --no-config',
      summary: 'Without a settings file, as a CI server would',
    },
    {
      line: 'strongroom sync --endpoint-url http://127.0.0.1:9000 --bucket site --website-index index.html',
      summary: 'To a Strongroom, as a website',
    },
  ],
  async run(invocation: Invocation) {
    const settings = siteSettings(invocation);
    // Loaded here alone: no other command needs the SDK.
    const { runSync, explainFailure } = await import('../../sync/run.ts');
    const { terminal, options } = invocation;
    try {
      await runSync(
        settings,
        {
          out: terminal.out,
          error: terminal.error,
          isWatched: terminal.isWatched === true,
          json: options.flag('json'),
        },
        { release: options.flag('release') },
      );
    } catch (error) {
      throw new CommandFailure(explainFailure(error, settings));
    }
    return exitCodes.success;
  },
};
