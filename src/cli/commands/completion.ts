import { type Command, exitCodes, UsageError } from '../command.ts';
import { completionScript, shells } from '../completion-scripts.ts';

export const completion: Command = {
  name: 'completion',
  summary: 'Print the script that completes the command line in bash, zsh or fish.',
  operands: shells.join('|'),
  options: [],
  examples: [
    {
      line: 'strongroom completion bash > ~/.local/share/bash-completion/completions/strongroom',
      summary: 'For bash, with the package bash-completion',
    },
    {
      line: 'strongroom completion zsh > "${fpath[1]}/_strongroom"',
      summary: 'For zsh; or in .zshrc: source <(strongroom completion zsh)',
    },
    {
      line: 'strongroom completion fish > ~/.config/fish/completions/strongroom.fish',
      summary: 'For fish',
    },
  ],
  async run({ operands, terminal }) {
    const [given, ...more] = operands;
    const shell = shells.find((name) => name === given);
    if (shell === undefined || more.length > 0) {
      const what = given === undefined ? 'a shell' : JSON.stringify(given);
      throw new UsageError(`completion takes one of ${shells.join(', ')}, not ${what}`);
    }
    // Loaded here, because the list of commands holds this one.
    const { loadCommands } = await import('../commands.ts');
    terminal.out(completionScript(shell, await loadCommands()));
    return exitCodes.success;
  },
};
