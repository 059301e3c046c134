import type { Command } from '../command.ts';

export const accountList: Command = {
  name: 'account list',
  summary: 'List the accounts.',
  options: [],
  examples: [],
  async run() {
    return 1;
  },
};
