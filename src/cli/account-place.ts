import { loadConfiguration } from '../server/configuration.ts';
import { settings } from '../server/settings.ts';
import type { CommandOption, Invocation } from './command.ts';
import { configOption, settingOptions } from './setting-options.ts';

/** Where the accounts are: the same settings that the server of the folder has. */
export const placeOptions: readonly CommandOption[] = [
  configOption,
  ...settingOptions([settings.data, settings.masterKeyFile]),
].map(({ group: _, ...option }) => option);

/** The place that the options, the environment or the server's file name. */
export function accountPlace({ options, terminal }: Invocation) {
  const named = [settings.data.name, settings.masterKeyFile.name];
  const { data, masterKeyFile } = loadConfiguration({
    options: new Map([...options.texts].filter(([name]) => named.includes(name))),
    environment: terminal.environment,
    file: options.text(configOption.name),
    folder: terminal.folder,
  });
  return { dataFolder: data, masterKeyFile, environment: terminal.environment };
}
