import { readFileSync } from 'node:fs';
import { suggestion } from '../policy/analyse/suggestion.ts';
import { ConfigurationError } from '../server/configuration-error.ts';
import { StartFailure } from '../server/start-failure.ts';
import { helpOption, parseArguments } from './arguments.ts';
import { type Command, CommandFailure, exitCodes, type Terminal, UsageError } from './command.ts';
import { commandNames, loadCommand, loadCommands } from './commands.ts';
import { commandHelp, overview } from './help.ts';

/** The version in package.json, which stands two folders above both src/cli and dist/cli. */
export function packageVersion(): string {
  const file = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const description: unknown = JSON.parse(file);
  const known = typeof description === 'object' && description !== null && 'version' in description;
  return known ? String(description.version) : 'unknown';
}

/** Runs the command that the arguments name. @returns the exit code; errors are printed */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    if (error instanceof UsageError) return complain(terminal, [error.message], exitCodes.usage);
    if (error instanceof ConfigurationError) {
      return complain(terminal, error.problems, exitCodes.usage);
    }
    if (error instanceof CommandFailure || error instanceof StartFailure) {
      return complain(terminal, [error.message], exitCodes.failure);
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return complain(terminal, [`a defect in strongroom: ${stack}`], exitCodes.failure);
  }
}

function complain(terminal: Terminal, problems: readonly string[], code: number): number {
  for (const problem of problems) terminal.error(`strongroom: ${problem}\n`);
  return code;
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<number> {
  const [first] = args;
  if (first === '--version' || first === '-v') {
    terminal.out(`${packageVersion()}\n`);
    return exitCodes.success;
  }
  if (first === undefined) {
    terminal.error(overview(await loadCommands(), packageVersion()));
    return exitCodes.usage;
  }
  if (first === 'help' || first === `--${helpOption.name}` || first === '-h') {
    return showHelp(args.slice(1), terminal);
  }
  const command = await findCommand(args);
  if (command === undefined) return describeGroup(args, terminal);
  const rest = args.slice(command.name.split(' ').length);
  const { options, operands } = parseArguments(command, rest, terminal.environment);
  if (options.flag(helpOption.name)) {
    terminal.out(commandHelp(command));
    return exitCodes.success;
  }
  return command.run({ options, operands, terminal });
}

/** The command whose words the arguments begin with. */
async function findCommand(args: readonly string[]): Promise<Command | undefined> {
  const isMeant = (name: string) => name.split(' ').every((word, index) => args[index] === word);
  return loadCommand(commandNames.find(isMeant) ?? '');
}

/** `strongroom account`: the commands that begin with that word, or an unknown command. */
async function describeGroup(args: readonly string[], terminal: Terminal): Promise<number> {
  const commands = await loadCommands();
  const group = commands.filter(({ name }) => name.startsWith(`${args[0]} `));
  const [, second] = args;
  if (group.length === 0 || (second !== undefined && !second.startsWith('-'))) {
    throw unknownCommand(args);
  }
  const asked = second === `--${helpOption.name}` || second === '-h';
  const page = overview(group, packageVersion());
  if (asked) terminal.out(page);
  else terminal.error(page);
  return asked ? exitCodes.success : exitCodes.usage;
}

function unknownCommand(args: readonly string[]): UsageError {
  const words = args.slice(0, 2).filter((word) => !word.startsWith('-'));
  const hint =
    suggestion(words.join(' '), commandNames) || suggestion(words[0] ?? '', commandNames);
  return new UsageError(
    `unknown command ${words.join(' ') || args[0]}${hint}\n` +
      'strongroom: `strongroom help` shows every command',
  );
}

async function showHelp(args: readonly string[], terminal: Terminal): Promise<number> {
  const command = args.length === 0 ? undefined : await findCommand(args);
  if (command !== undefined) terminal.out(commandHelp(command));
  else if (args.length === 0) terminal.out(overview(await loadCommands(), packageVersion()));
  else return describeGroup([args[0] ?? '', `--${helpOption.name}`], terminal);
  return exitCodes.success;
}
