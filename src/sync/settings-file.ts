import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { type GivenSettings, readGiven } from './setting-keys.ts';
import { isMapping } from './value-readers.ts';

/** The files that are looked for in the current folder, the first first. */
export const settingsFileNames = ['strongroom.yaml', '.s3_sync'] as const;

/** The settings are not usable; each problem names its place. */
export class SettingsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

export interface SettingsFile {
  readonly given: GivenSettings;
  /** What is passed over, to be told. */
  readonly warnings: readonly string[];
  /** Relative paths of the file begin here. */
  readonly folder: string;
}

const maxFileBytes = 1_048_576;

/** Ruby writes `!ruby/regexp /\.map$/` into a YAML file. */
const rubyExpression = {
  tag: '!ruby/regexp',
  resolve: (written: string) => new RegExp(/^\/(.*)\/[a-z]*$/s.exec(written)?.[1] ?? written),
};

/**
 * Reads the settings file: the one that is named, or the first of the known names in the folder.
 * An unknown key is a problem; in `.s3_sync`, which other tools read too, it is a warning.
 * @throws SettingsError
 */
export function readSettingsFile(folder: string, named: string | undefined): SettingsFile {
  const found = named ?? settingsFileNames.find((name) => existsSync(resolve(folder, name)));
  if (found === undefined) return { given: {}, warnings: [], folder };
  const path = resolve(folder, found);
  const content = parseSettings(readText(path, found), found);
  const { given, problems, unknown } = readGiven(content, found);
  const strangers = unknown.map((name) => `${found}: unknown key ${name}`);
  const isShared = basename(found) === '.s3_sync';
  if (!isShared) problems.push(...strangers);
  if (problems.length > 0) throw new SettingsError(problems);
  return { given, warnings: isShared ? strangers : [], folder: dirname(path) };
}

function readText(path: string, name: string): string {
  try {
    if (statSync(path).size > maxFileBytes) {
      throw new Error(`it is larger than ${maxFileBytes} bytes`);
    }
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingsError([`${name} cannot be read: ${reason}`]);
  }
}

function parseSettings(text: string, name: string): Readonly<Record<string, unknown>> {
  const document = parseDocument(text, { prettyErrors: true, customTags: [rubyExpression] });
  if (document.errors.length > 0) {
    throw new SettingsError(document.errors.map((error) => `${name}: ${error.message}`));
  }
  const content: unknown = document.toJS();
  if (content === null || content === undefined) return {};
  if (!isMapping(content)) throw new SettingsError([`${name} must be a mapping of keys`]);
  return content;
}
