import {
  configurationFileName,
  configVariable,
  loadConfiguration,
} from '../../server/configuration.ts';
import type { Command } from '../command.ts';
import { configOption, settingOptions } from '../setting-options.ts';

export const serve: Command = {
  name: 'serve',
  summary: 'Serve S3, IAM and STS on one port.',
  description: [
    'The first start makes an account with its root user and one root access key, and prints the ' +
      'key once. SIGTERM and SIGINT let the requests in flight end; a second signal does not wait.',
    'An option beats its environment variable, the variable beats the file, and the file beats ' +
      'the default. In the file a key is the option without its dashes; an option that may be ' +
      'repeated is a list there, and is split at commas in the environment.',
  ],
  options: [configOption, ...settingOptions()],
  examples: [
    { line: 'strongroom serve', summary: 'Serve on 127.0.0.1:9000 from ./strongroom-data' },
    {
      line: 'strongroom serve --data /srv/strongroom --listen 0.0.0.0:9000 --listen [::]:9000',
      summary: 'Serve to the network',
    },
    {
      line: `strongroom serve --config /etc/strongroom/${configurationFileName}`,
      summary: `Settings from a file (or name it in ${configVariable})`,
    },
  ],
  async run({ options, terminal }) {
    const configuration = loadConfiguration({
      options: options.texts,
      environment: terminal.environment,
      file: options.text(configOption.name),
      folder: terminal.folder,
    });
    // Loaded here alone: no other command needs the whole server.
    const { serveUntilStopped } = await import('../../server/serve.ts');
    return serveUntilStopped(configuration, terminal);
  },
};
