import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { suggestion } from '../policy/analyse/suggestion.ts';
import { type AnySetting, isAllowedIn } from './setting.ts';

/** The texts that one place gives for a setting. */
export interface GivenSetting {
  readonly texts: readonly string[];
  /** How an error names the place: `strongroom-server.yaml:3: workers`. */
  readonly where: string;
  /** Relative paths begin here. */
  readonly folder: string;
}

export interface ConfigurationFile {
  readonly given: ReadonlyMap<string, GivenSetting>;
  readonly problems: readonly string[];
}

export const maxConfigurationFileBytes = 1_048_576;

/**
 * Reads the text of a configuration file: one YAML mapping whose keys are the options without
 * their dashes, each with a plain value or, where the option may be repeated, a list of them.
 * Anything else is a problem that names file, line and key.
 */
export function readConfigurationFile(
  text: string,
  file: { readonly name: string; readonly folder: string },
  settings: Iterable<AnySetting>,
): ConfigurationFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const given = new Map<string, GivenSetting>();
  const at = (offset: number | undefined) => `${file.name}:${lines.linePos(offset ?? 0).line}`;
  const problems = [...document.errors, ...document.warnings].map(
    (problem) => `${at(problem.pos[0])}: ${problem.message}`,
  );
  const content = document.contents;
  if (problems.length > 0 || content === null) return { given, problems };
  if (!isMap(content)) {
    return { given, problems: [`${at(content.range?.[0])}: the file must be a mapping of keys`] };
  }
  const known = new Map(Array.from(settings, (setting) => [setting.name, setting]));
  for (const { key, value } of content.items) {
    const line = at(isScalar(key) ? key.range?.[0] : content.range?.[0]);
    const name = isScalar(key) ? String(key.value) : 'a list or mapping';
    const setting = known.get(name);
    if (setting === undefined || !isAllowedIn('file', setting)) {
      problems.push(`${line}: unknown key ${name}${suggestion(name, known.keys())}`);
      continue;
    }
    const texts = readTexts(value, setting);
    if (texts === undefined) problems.push(`${line}: ${name} must be ${shape(setting)}`);
    else given.set(name, { texts, where: `${line}: ${name}`, folder: file.folder });
  }
  return { given, problems };
}

function shape(setting: AnySetting): string {
  return 'list' in setting
    ? `one value or a list of values, each ${setting.type.expectation}`
    : setting.type.expectation;
}

function readTexts(value: unknown, setting: AnySetting): readonly string[] | undefined {
  if (isSeq<Node>(value)) {
    if (!('list' in setting)) return undefined;
    const texts = value.items.map(readScalar);
    return texts.every((text) => text !== undefined) ? texts : undefined;
  }
  const text = readScalar(value);
  return text === undefined ? undefined : [text];
}

/** The text as it stands in the file: `010` and `1e3` stay what was written. */
function readScalar(value: unknown): string | undefined {
  if (!isScalar(value) || value.value === null) return undefined;
  return typeof value.value === 'string' ? value.value : value.source;
}
