import { optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectDone, missing, refuse } from '../outcomes.ts';
import { onRole } from '../requirements.ts';
import { roleDescription, roleName } from '../shapes/names.ts';
import { fullRole } from '../shapes/role.ts';
import { showRole } from '../trust-policies.ts';

export const updateRoleDescription = defineOperation({
  name: 'UpdateRoleDescription',
  summary: 'Change the description of a role.',
  input: { RoleName: roleName, Description: roleDescription },
  output: { Role: optional(fullRole) },
  errors: ['NoSuchEntity'],
  authorize: ({ RoleName }, context) => onRole(context, 'iam:UpdateRoleDescription', RoleName),
  async handle(args) {
    const { input, accountId, identities, fail } = args;
    const change = { description: input.Description };
    expectDone(fail, await identities.updateRole(accountId, input.RoleName, change));
    const role = await identities.role(accountId, input.RoleName);
    return { Role: await showRole(args, role ?? refuse(fail, missing('role', input.RoleName))) };
  },
});
