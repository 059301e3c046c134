import { helpOption } from './arguments.ts';
import { type Command, type CommandOption, exitCodes } from './command.ts';

const nameColumn = 2;
const lineWidth = 88;
const exitCodeTexts = [
  `  ${exitCodes.success}  it worked`,
  `  ${exitCodes.failure}  it did not work; the reason is on standard error`,
  `  ${exitCodes.usage}  it was called wrongly: an unknown command, option, key or value`,
];

/** The page of `strongroom help`: every command with its summary. */
export function overview(commands: readonly Command[], version: string): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
  return lines(
    `strongroom ${version}: S3-compatible object storage with AWS's IAM on every request`,
    '',
    'Usage: strongroom COMMAND [OPTIONS]',
    '',
    'Commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`),
    '',
    'Options:',
    '  --help     Show this help, or that of the command before it.',
    '  --version  Show the version.',
    '',
    'Exit codes:',
    ...exitCodeTexts,
    '',
    '`strongroom help COMMAND` shows the options and examples of a command.',
  );
}

/** The page of `strongroom help COMMAND`, made from its declaration. */
export function commandHelp(command: Command): string {
  const operands = command.operands === undefined ? '' : ` ${command.operands}`;
  return lines(
    `Usage: strongroom ${command.name}${operands} [OPTIONS]`,
    '',
    command.summary,
    ...(command.description ?? []).flatMap((paragraph) => ['', ...wrap(paragraph, 0)]),
    ...optionGroups(command),
    ...(command.examples.length === 0 ? [] : ['', 'Examples:']),
    ...command.examples.flatMap(({ line, summary }) => [`  # ${summary}`, `  ${line}`]),
  );
}

function optionGroups(command: Command): string[] {
  const options = [...command.options, helpOption];
  const groups = new Set(options.map(({ group }) => group ?? 'Options'));
  return [...groups].flatMap((group) => [
    '',
    `${group}:`,
    ...options.filter((option) => (option.group ?? 'Options') === group).flatMap(optionLines),
  ]);
}

function optionLines(option: CommandOption): string[] {
  const value = option.type === undefined ? '' : ` ${option.type.placeholder}`;
  const name = option.onCommandLine === false ? option.environment : `--${option.name}${value}`;
  return [`${' '.repeat(nameColumn)}${name}`, ...wrap(describe(option), nameColumn + 4)];
}

function describe(option: CommandOption): string {
  const notes = [
    option.required ? 'needed' : undefined,
    option.defaultText === undefined ? undefined : `default: ${option.defaultText}`,
    option.environment === undefined || option.onCommandLine === false
      ? undefined
      : `environment: ${option.environment}`,
  ].filter((note) => note !== undefined);
  return notes.length === 0 ? option.summary : `${option.summary} [${notes.join('; ')}]`;
}

function wrap(paragraph: string, indent: number): string[] {
  const margin = ' '.repeat(indent);
  const wrapped: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > lineWidth) {
      wrapped.push(margin + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...wrapped, margin + line];
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
