import { integer, optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onRole } from '../requirements.ts';
import { roleDescription, roleName } from '../shapes/names.ts';

export const updateRole = defineOperation({
  name: 'UpdateRole',
  summary: 'Change the description or the longest session of a role.',
  input: {
    RoleName: roleName,
    Description: optional(roleDescription),
    MaxSessionDuration: optional(integer(3600, 43_200)),
  },
  output: {},
  errors: ['NoSuchEntity'],
  authorize: ({ RoleName }, context) => onRole(context, 'iam:UpdateRole', RoleName),
  async handle({ input, accountId, identities, fail }) {
    const updated = await identities.updateRole(accountId, input.RoleName, {
      description: input.Description,
      maxSessionDurationSeconds: input.MaxSessionDuration,
    });
    expectDone(fail, updated);
    return {};
  },
});
