import type { Command } from './command.ts';
import { accountCreate } from './commands/account-create.ts';
import { accountList } from './commands/account-list.ts';
import { policyDiff } from './commands/policy-diff.ts';
import { policyFormat } from './commands/policy-format.ts';
import { policyValidate } from './commands/policy-validate.ts';
import { serve } from './commands/serve.ts';

/** Every command, in the order of `strongroom help`. */
export const commands: readonly Command[] = [
  serve,
  accountCreate,
  accountList,
  policyValidate,
  policyFormat,
  policyDiff,
];
