import { configurationFileName, configVariable } from '../server/configuration.ts';
import { type AnySetting, environmentName, isAllowedIn } from '../server/setting.ts';
import { path } from '../server/setting-values.ts';
import { settings } from '../server/settings.ts';
import type { CommandOption } from './command.ts';

export const configOption: CommandOption = {
  name: 'config',
  summary: 'A YAML file of settings.',
  type: path('FILE'),
  defaultText: `${configurationFileName} in the current folder, if it is there`,
  environment: configVariable,
};

/** The options of the server's settings: of all of them, or of those named. */
export function settingOptions(
  chosen: readonly AnySetting[] = Object.values(settings),
): CommandOption[] {
  return chosen.map((setting) => ({
    name: setting.name,
    summary: setting.summary,
    type: setting.type,
    repeatable: 'list' in setting,
    defaultText: setting.defaultText ?? String(setting.fallback),
    environment: environmentName(setting.name),
    key: setting.name,
    group: setting.group,
    onCommandLine: isAllowedIn('option', setting),
  }));
}
