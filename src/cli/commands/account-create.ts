import type { Command } from '../command.ts';

export const accountCreate: Command = {
  name: 'account create',
  summary: 'Make an account.',
  options: [],
  examples: [],
  async run() {
    return 1;
  },
};
