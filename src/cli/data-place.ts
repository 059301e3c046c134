import { loadConfiguration } from '../server/configuration.ts';
import { settings } from '../server/settings.ts';
import type { CommandOption, Invocation } from './command.ts';
import { configOption, settingOptions } from './setting-options.ts';

/** Where the data are: the same settings that the server has. */
export const dataFolderOptions: readonly CommandOption[] = [
  configOption,
  ...settingOptions([settings.data]),
].map(({ group: _, ...option }) => option);

/** The folder that the options, the environment or the server's file name. */
export function dataFolder({ options, terminal }: Invocation): string {
  const { name } = settings.data;
  return loadConfiguration({
    options: new Map([...options.texts].filter(([given]) => given === name)),
    environment: terminal.environment,
    file: options.text(configOption.name),
    folder: terminal.folder,
  }).data;
}

/** A line for a terminal: control characters in names of objects never get through raw. */
export function plainLine(text: string): string {
  return `${text.replaceAll(/\p{Cc}/gu, '?')}\n`;
}
