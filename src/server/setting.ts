import type { ValueType } from './setting-values.ts';

/** Where a setting may stand. Secrets are no options: every user can read a process list. */
export type SettingSource = 'option' | 'environment' | 'file';

interface SettingDescription {
  /** The option without its dashes, which is also the key in the file. */
  readonly name: string;
  readonly summary: string;
  /** How help names the default where it is no constant. */
  readonly defaultText?: string;
  readonly sources?: readonly SettingSource[];
  /** The heading under which help shows it. */
  readonly group: SettingGroup;
}

export type SettingGroup =
  | 'Serving'
  | 'Data and keys'
  | 'New buckets'
  | 'Limits'
  | 'Event notifications'
  | 'Logs';

/** A setting of the server: the one declaration behind its option, variable and key. */
export interface Setting<Value, Fallback = Value> extends SettingDescription {
  readonly type: ValueType<Value>;
  readonly fallback: Fallback;
}

/** A setting that may be given more than once; given at all, it replaces the default. */
export interface ListSetting<Value> extends SettingDescription {
  readonly type: ValueType<Value>;
  readonly fallback: readonly Value[];
  readonly list: true;
}

export type AnySetting = Setting<unknown> | ListSetting<unknown>;

export const environmentPrefix = 'STRONGROOM_';

/** `max-connections` is `STRONGROOM_MAX_CONNECTIONS` in the environment. */
export function environmentName(name: string): string {
  return `${environmentPrefix}${name.toUpperCase().replaceAll('-', '_')}`;
}

/** Whether a setting may come from that place. */
export function isAllowedIn(source: SettingSource, setting: AnySetting): boolean {
  return setting.sources === undefined || setting.sources.includes(source);
}
