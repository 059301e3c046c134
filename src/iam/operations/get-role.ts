import { defineOperation } from '../define.ts';
import { missing, refuse } from '../outcomes.ts';
import { onRole } from '../requirements.ts';
import { roleName } from '../shapes/names.ts';
import { fullRole } from '../shapes/role.ts';
import { showRole } from '../trust-policies.ts';

export const getRole = defineOperation({
  name: 'GetRole',
  summary: 'Return a role with its trust policy.',
  input: { RoleName: roleName },
  output: { Role: fullRole },
  errors: ['NoSuchEntity'],
  authorize: ({ RoleName }, context) => onRole(context, 'iam:GetRole', RoleName),
  async handle(args) {
    const { input, accountId, identities, fail } = args;
    const role = await identities.role(accountId, input.RoleName);
    return { Role: await showRole(args, role ?? refuse(fail, missing('role', input.RoleName))) };
  },
});
