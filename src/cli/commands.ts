import type { Command } from './command.ts';
import { accountCreate } from './commands/account-create.ts';
import { accountList } from './commands/account-list.ts';
import { auditQuery } from './commands/audit-query.ts';
import { auditTail } from './commands/audit-tail.ts';
import { auditVerify } from './commands/audit-verify.ts';
import { completion } from './commands/completion.ts';
import { explain } from './commands/explain.ts';
import { grant } from './commands/grant.ts';
import { inspect } from './commands/inspect.ts';
import { policyDiff } from './commands/policy-diff.ts';
import { policyFormat } from './commands/policy-format.ts';
import { policyGenerate } from './commands/policy-generate.ts';
import { policyValidate } from './commands/policy-validate.ts';
import { releases } from './commands/releases.ts';
import { revoke } from './commands/revoke.ts';
import { rollback } from './commands/rollback.ts';
import { rotate } from './commands/rotate.ts';
import { serve } from './commands/serve.ts';
import { simulate } from './commands/simulate.ts';
import { sync } from './commands/sync.ts';

/** Every command, in the order of `strongroom help`. */
export const commands: readonly Command[] = [
  serve,
  accountCreate,
  accountList,
  sync,
  releases,
  rollback,
  grant,
  revoke,
  rotate,
  inspect,
  policyValidate,
  policyFormat,
  policyDiff,
  policyGenerate,
  explain,
  simulate,
  auditVerify,
  auditTail,
  auditQuery,
  completion,
];
