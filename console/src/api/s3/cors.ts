import { deleteConfiguration, readConfiguration, writeConfiguration } from './configuration.ts';
import { element, type Markup } from './markup.ts';

/** A rule as AWS's tools write it in JSON. */
export interface CorsRule {
  readonly ID?: string;
  readonly AllowedHeaders?: readonly string[];
  readonly AllowedMethods: readonly string[];
  readonly AllowedOrigins: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly MaxAgeSeconds?: number;
}

/** Members that are lists, by their names in JSON and in XML. */
const lists = [
  ['AllowedHeaders', 'AllowedHeader'],
  ['AllowedMethods', 'AllowedMethod'],
  ['AllowedOrigins', 'AllowedOrigin'],
  ['ExposeHeaders', 'ExposeHeader'],
] as const;

export async function getCors(bucket: string): Promise<CorsRule[]> {
  const root = await readConfiguration(bucket, 'cors');
  return (root?.children('CORSRule') ?? []).map((node) => {
    const texts = (name: string) => node.children(name).map(({ content }) => content);
    const id = node.optional('ID');
    const maxAge = node.optional('MaxAgeSeconds');
    return {
      ...(id === undefined ? {} : { ID: id }),
      AllowedHeaders: texts('AllowedHeader'),
      AllowedMethods: texts('AllowedMethod'),
      AllowedOrigins: texts('AllowedOrigin'),
      ExposeHeaders: texts('ExposeHeader'),
      ...(maxAge === undefined ? {} : { MaxAgeSeconds: Number(maxAge) }),
    };
  });
}

/** Sets the rules, or takes them away where there are none. */
export function putCors(bucket: string, rules: readonly CorsRule[]): Promise<void> {
  if (rules.length === 0) return deleteConfiguration(bucket, 'cors');
  return writeConfiguration(bucket, 'cors', element('CORSConfiguration', rules.map(ruleMarkup)));
}

function ruleMarkup(rule: CorsRule): Markup {
  return element('CORSRule', [
    element('ID', rule.ID),
    ...lists.flatMap(([many, one]) => (rule[many] ?? []).map((text) => element(one, text))),
    element('MaxAgeSeconds', rule.MaxAgeSeconds),
  ]);
}

/**
 * Reads rules that somebody wrote.
 * @throws SyntaxError that says what is wrong
 */
export function parseCors(text: string): CorsRule[] {
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value)) throw new SyntaxError('CORS rules are a list: [ { ... } ]');
  return value.map(readRule);
}

function readRule(value: unknown): CorsRule {
  if (typeof value !== 'object' || value === null) throw new SyntaxError('A rule is an object.');
  const members = new Map<string, unknown>(Object.entries(value));
  const known = new Set<string>([...lists.map(([name]) => name), 'ID', 'MaxAgeSeconds']);
  for (const name of members.keys()) {
    if (!known.has(name)) throw new SyntaxError(`A rule has no ${name}.`);
  }
  const id = members.get('ID');
  const maxAge = members.get('MaxAgeSeconds');
  return {
    ...(typeof id === 'string' ? { ID: id } : {}),
    AllowedHeaders: texts(members, 'AllowedHeaders'),
    AllowedMethods: texts(members, 'AllowedMethods'),
    AllowedOrigins: texts(members, 'AllowedOrigins'),
    ExposeHeaders: texts(members, 'ExposeHeaders'),
    ...(typeof maxAge === 'number' ? { MaxAgeSeconds: maxAge } : {}),
  };
}

function texts(members: ReadonlyMap<string, unknown>, name: string): string[] {
  const value = members.get(name) ?? [];
  if (!Array.isArray(value)) throw new SyntaxError(`${name} is a list of texts.`);
  return value.map((item: unknown) => {
    if (typeof item === 'string') return item;
    throw new SyntaxError(`${name} is a list of texts.`);
  });
}
