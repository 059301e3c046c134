import {
  type AnySetting,
  environmentName,
  isAllowedIn,
  type SettingGroup,
} from '../server/setting.ts';
import { settings } from '../server/settings.ts';

/** The tables of docs/guide/configuration.md in Markdown, made from the declarations. */
export function settingTables(): string {
  const all: readonly AnySetting[] = Object.values(settings);
  const groups = [...new Set(all.map(({ group }) => group))];
  return groups.map((group) => table(group, all)).join('\n');
}

function table(group: SettingGroup, all: readonly AnySetting[]): string {
  const rows = all.filter((setting) => setting.group === group).map(row);
  return [
    `### ${group}`,
    '',
    '| Option and key | Variable | Default | What it is |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function row(setting: AnySetting): string {
  const { name, type, summary } = setting;
  const value = cell(type.placeholder);
  const option = isAllowedIn('option', setting)
    ? `\`--${name} ${value}\``
    : `\`${name}\` (no option)`;
  const fallback = cell(setting.defaultText ?? String(setting.fallback));
  return `| ${option} | \`${environmentName(name)}\` | ${fallback} | ${cell(summary)} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
