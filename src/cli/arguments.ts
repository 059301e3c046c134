import { parseArgs } from 'node:util';
import { suggestion } from '../policy/analyse/suggestion.ts';
import { type Command, type CommandOption, type GivenOptions, UsageError } from './command.ts';

/** Every command has this one. */
export const helpOption: CommandOption = { name: 'help', summary: 'Show this help.' };

export interface ParsedArguments {
  readonly options: GivenOptions;
  readonly operands: readonly string[];
}

/**
 * Parses what follows the name of a command.
 * @throws UsageError naming the option that is unknown, lacks its value, has one it cannot take,
 *   is given twice, or is missing
 */
export function parseArguments(
  command: Command,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ParsedArguments {
  const declared = new Map(
    [...command.options, helpOption]
      .filter((option) => option.onCommandLine !== false)
      .map((option) => [option.name, option]),
  );
  // Not `strict`: its errors carry the option only inside their English text.
  const { tokens, positionals } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: {
      ...Object.fromEntries(
        Array.from(declared.values(), ({ name, type }) => [name, shapeOf(type)]),
      ),
      help: { type: 'boolean', short: 'h' },
    },
  });
  const texts = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = declared.get(token.name);
    if (option === undefined) throw unknownOption(command, token, declared.keys());
    const given = texts.get(option.name);
    const text = readValue(option, token);
    if (given === undefined) texts.set(option.name, [text]);
    else if (option.repeatable) given.push(text);
    else throw new UsageError(`option --${option.name} is given more than once`);
  }
  if (positionals.length > 0 && command.operands === undefined) {
    throw new UsageError(`${command.name} takes no ${JSON.stringify(positionals[0])}`);
  }
  const options = givenOptions(command, texts, environment);
  if (!options.flag(helpOption.name)) requireOptions(command, options);
  return { options, operands: positionals };
}

interface OptionToken {
  readonly rawName: string;
  readonly name: string;
  readonly value?: string | boolean | undefined;
  readonly inlineValue?: boolean | undefined;
}

function shapeOf(type: CommandOption['type']): { type: 'string' | 'boolean' } {
  return { type: type === undefined ? 'boolean' : 'string' };
}

function readValue(option: CommandOption, token: OptionToken): string {
  const name = `--${option.name}`;
  if (option.type === undefined) {
    if (token.value === undefined) return 'true';
    throw new UsageError(`option ${name} is a flag and takes no value`);
  }
  const { value } = token;
  if (typeof value !== 'string' || (!token.inlineValue && /^-[^\d]/.test(value))) {
    throw new UsageError(`option ${name} needs a value: ${name} ${option.type.placeholder}`);
  }
  return value;
}

function unknownOption(command: Command, token: OptionToken, names: Iterable<string>): UsageError {
  const hidden = command.options.find(
    ({ name, onCommandLine }) => name === token.name && onCommandLine === false,
  );
  if (hidden !== undefined) {
    return new UsageError(
      `${token.rawName} is no option; give it as ${hidden.environment} in the environment, ` +
        'because everybody can read a process list',
    );
  }
  return new UsageError(`unknown option ${token.rawName}${suggestion(token.name, names, '--')}`);
}

function givenOptions(
  command: Command,
  texts: ReadonlyMap<string, readonly string[]>,
  environment: Readonly<Record<string, string | undefined>>,
): GivenOptions {
  const variables = new Map(command.options.map(({ name, environment }) => [name, environment]));
  return {
    texts,
    flag: (name) => texts.has(name),
    text: (name) => {
      const variable = variables.get(name);
      return texts.get(name)?.at(-1) ?? (variable && environment[variable]);
    },
  };
}

function requireOptions(command: Command, options: GivenOptions): void {
  for (const { name, required, type } of command.options) {
    if (required && options.text(name) === undefined) {
      throw new UsageError(`option --${name} is needed: --${name} ${type?.placeholder ?? ''}`);
    }
  }
}
