import { type Command, CommandFailure, exitCodes } from '../command.ts';
import { sitePlaceOptions, siteSettings } from '../sync-options.ts';

export const releases: Command = {
  name: 'releases',
  summary: 'List the releases of a site that `sync --release` kept.',
  options: [...sitePlaceOptions, { name: 'json', summary: 'Print one JSON object a line.' }],
  examples: [{ line: 'strongroom releases', summary: 'Those of the site of this folder' }],
  async run(invocation) {
    const settings = siteSettings(invocation);
    const { runReleases, explainFailure } = await import('../../sync/run.ts');
    const { terminal, options } = invocation;
    try {
      const json = options.flag('json');
      await runReleases(settings, { ...terminal, isWatched: false, json });
    } catch (error) {
      throw new CommandFailure(explainFailure(error, settings));
    }
    return exitCodes.success;
  },
};
