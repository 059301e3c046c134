import { helpOption } from './arguments.ts';
import type { Command, CommandOption } from './command.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** The script that completes the command line in a shell, made from the commands themselves. */
export function completionScript(shell: Shell, commands: readonly Command[]): string {
  const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };
  return scripts[shell](commands);
}

/** Options that can be written on the command line; `--help` is one of every command. */
function optionsOf({ options }: Command): CommandOption[] {
  return [...options.filter(({ onCommandLine }) => onCommandLine !== false), helpOption];
}

/** The words that a value can be, where its type names them: `on|off`. */
function choicesOf({ type }: CommandOption): string[] {
  return type !== undefined && /^[\w-]+(\|[\w-]+)+$/.test(type.placeholder)
    ? type.placeholder.split('|')
    : [];
}

function takesFile({ type }: CommandOption): boolean {
  return type?.placeholder === 'FILE' || type?.placeholder === 'DIR';
}

/** The words with which commands begin, and those that follow the first of two. */
function words(commands: readonly Command[]) {
  const first = new Set(commands.map(({ name }) => name.split(' ')[0] ?? ''));
  const second = new Map<string, string[]>();
  for (const { name } of commands) {
    const [one = '', two] = name.split(' ');
    if (two !== undefined) second.set(one, [...(second.get(one) ?? []), two]);
  }
  return { first: [...first, 'help'], second };
}

function bashScript(commands: readonly Command[]): string {
  const { first, second } = words(commands);
  const choices = commands.flatMap((command) =>
    optionsOf(command).flatMap((option) => {
      const found = choicesOf(option);
      if (found.length === 0) return [];
      return [`    '${command.name} --${option.name}') words='${found.join(' ')}' ;;`];
    }),
  );
  const options = commands.map((command) => {
    const names = optionsOf(command).map(({ name }) => `--${name}`);
    return `    '${command.name}') words='${names.join(' ')}' ;;`;
  });
  const files = [
    ...new Set(
      commands.flatMap((one) =>
        optionsOf(one)
          .filter(takesFile)
          .map(({ name }) => name),
      ),
    ),
  ];
  return `# bash completion of strongroom
_strongroom() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local command="\${COMP_WORDS[1]}" words=''
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${first.join(' ')} --help --version' -- "$current"))
    return
  fi
  case "$command" in
${[...second].map(([one, two]) => bashSecond(one, two)).join('\n')}
  esac
  case "$previous" in
    ${files.map((name) => `--${name}`).join('|')}) COMPREPLY=($(compgen -f -- "$current")); return ;;
  esac
  case "$command $previous" in
${choices.join('\n')}
  esac
  if [ -z "$words" ] && [[ "$current" == -* ]]; then
    case "$command" in
${options.join('\n')}
    esac
  fi
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current"))
  else COMPREPLY=($(compgen -f -- "$current")); fi
}
complete -F _strongroom strongroom
`;
}

function bashSecond(first: string, second: readonly string[]): string {
  return `    ${first})
      if [ "$COMP_CWORD" -eq 2 ]; then
        COMPREPLY=($(compgen -W '${second.join(' ')}' -- "$current"))
        return
      fi
      command="$command \${COMP_WORDS[2]}" ;;`;
}

function zshScript(commands: readonly Command[]): string {
  const { second } = words(commands);
  const firsts = firstWords(commands).map(([word, summary]) => `    '${word}:${zshText(summary)}'`);
  return `#compdef strongroom
_strongroom() {
  local -a found
  local command="$words[2]"
  if (( CURRENT == 2 )); then
    found=(
${firsts.join('\n')}
    )
    _describe command found
    return
  fi
  case "$command" in
${[...second].map(([one]) => zshSecond(one, commands)).join('\n')}
  esac
  case "$command" in
${commands.map(zshCommand).join('\n')}
    *) _files ;;
  esac
}
# Sourced, it is registered; in a folder of fpath, it is run by the completion system itself.
if [ "$funcstack[1]" = "_strongroom" ]; then _strongroom "$@"; else compdef _strongroom strongroom; fi
`;
}

function firstWords(commands: readonly Command[]): (readonly [string, string])[] {
  const found = new Map<string, string>();
  for (const { name, summary } of commands) {
    const [one = '', two] = name.split(' ');
    const others = commands.filter((other) => other.name.startsWith(`${one} `));
    const names = others.map((other) => other.name.split(' ')[1]).join(', ');
    found.set(one, two === undefined ? summary : names);
  }
  return [...found, ['help', 'Show the options and examples of a command.']];
}

function zshSecond(first: string, commands: readonly Command[]): string {
  const own = commands.filter(({ name }) => name.startsWith(`${first} `));
  const lines = own.map(({ name, summary }) => {
    return `        '${name.slice(first.length + 1)}:${zshText(summary)}'`;
  });
  return `    ${first})
      if (( CURRENT == 3 )); then
        found=(
${lines.join('\n')}
        )
        _describe command found
        return
      fi
      command="$command $words[3]" ;;`;
}

function zshCommand(command: Command): string {
  const specifications = optionsOf(command).map((option) => {
    const { name, summary, repeatable, type } = option;
    const values = choicesOf(option);
    const action = values.length > 0 ? `(${values.join(' ')})` : takesFile(option) ? '_files' : '';
    const value =
      type === undefined ? '' : `:${type.placeholder.replaceAll(/[:|]/g, ' ')}:${action}`;
    return `'${repeatable ? '*' : ''}--${name}[${zshText(summary)}]${value}'`;
  });
  return `    '${command.name}') _arguments ${specifications.join(' ')} '*:file:_files' ;;`;
}

/** Inside of single quotes, where colons and brackets end a part. */
function zshText(text: string): string {
  return text.replaceAll("'", '’').replaceAll(/[[\]:\\]/g, '\\$&');
}

function fishScript(commands: readonly Command[]): string {
  const lines = firstWords(commands).map(
    ([word, summary]) =>
      `complete -c strongroom -n __fish_use_subcommand -f -a ${word} -d ${fishText(summary)}`,
  );
  for (const command of commands) {
    const [one = '', two] = command.name.split(' ');
    if (two !== undefined) {
      const siblings = words(commands).second.get(one) ?? [];
      const when = `__fish_seen_subcommand_from ${one}; and not __fish_seen_subcommand_from ${siblings.join(' ')}`;
      lines.push(
        `complete -c strongroom -n '${when}' -f -a ${two} -d ${fishText(command.summary)}`,
      );
    }
    const seen = command.name
      .split(' ')
      .map((word) => `__fish_seen_subcommand_from ${word}`)
      .join('; and ');
    for (const option of optionsOf(command)) lines.push(fishOption(seen, option));
  }
  return `# fish completion of strongroom\n${lines.join('\n')}\n`;
}

function fishOption(when: string, option: CommandOption): string {
  const values = choicesOf(option);
  const kind =
    values.length > 0
      ? ` -x -a ${fishText(values.join(' '))}`
      : takesFile(option)
        ? ' -r -F'
        : option.type === undefined
          ? ''
          : ' -x';
  return `complete -c strongroom -n '${when}' -l ${option.name}${kind} -d ${fishText(option.summary)}`;
}

function fishText(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}
