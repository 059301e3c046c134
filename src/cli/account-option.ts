import { text } from '../server/setting-values.ts';
import type { CommandOption, Invocation } from './command.ts';

/** The account that a command is about. */
export const accountOption: CommandOption = {
  name: 'account-id',
  summary: 'Twelve digits; `strongroom account list` shows them.',
  type: { ...text, placeholder: 'ID' },
  required: true,
};

/** The root user of the account that was named, as the owner of keys. */
export function namedRoot({ options }: Invocation) {
  return { accountId: options.text(accountOption.name) ?? '', userName: undefined };
}
