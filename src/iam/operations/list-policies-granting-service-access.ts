import { list, oneOf, optional, structure, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { grantedActions } from '../granted-actions.ts';
import { findEntity, type HeldPolicy, policiesOf } from '../held-policies.ts';
import { onEntity } from '../requirements.ts';
import { arn } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageOfList, paging } from '../shapes/paging.ts';

const grantingPolicy = structure({
  PolicyName: text(),
  PolicyType: oneOf('INLINE', 'MANAGED'),
  PolicyArn: optional(text()),
  EntityType: optional(oneOf('USER', 'ROLE', 'GROUP')),
  EntityName: optional(text()),
});

const entityTypes = { user: 'USER', role: 'ROLE', group: 'GROUP' } as const;

/** Only an inline policy tells in whom it is embedded. */
function describeGranting({ policyName: name, arn: policyArn, holder }: HeldPolicy) {
  if (policyArn !== undefined) {
    return { PolicyName: name, PolicyType: 'MANAGED', PolicyArn: policyArn } as const;
  }
  return {
    PolicyName: name,
    PolicyType: 'INLINE',
    EntityType: entityTypes[holder.kind],
    EntityName: holder.name,
  } as const;
}

export const listPoliciesGrantingServiceAccess = defineOperation({
  name: 'ListPoliciesGrantingServiceAccess',
  summary: 'List the policies by which a user, group or role may use services.',
  input: {
    Marker: paging.Marker,
    Arn: arn,
    ServiceNamespaces: list('member', text({ minLength: 1, maxLength: 64 }), {
      minItems: 1,
      maxItems: 200,
    }),
  },
  output: {
    PoliciesGrantingServiceAccess: list(
      'member',
      structure({ ServiceNamespace: text(), Policies: list('member', grantingPolicy) }),
    ),
    ...pageEnd,
  },
  errors: ['InvalidInput', 'NoSuchEntity'],
  authorize: ({ Arn }, context) => onEntity(context, 'iam:ListPoliciesGrantingServiceAccess', Arn),
  async handle(args) {
    const { input, accountId, fail } = args;
    const { kind, name } = await findEntity(args, fail, input.Arn);
    if (kind === 'policy') {
      return fail('InvalidInput', { message: `ARN ${input.Arn} is not a user, group or role.` });
    }
    const held = await policiesOf(args, { accountId, kind, name });
    const page = pageOfList(input.ServiceNamespaces, input);
    return {
      PoliciesGrantingServiceAccess: page.items.map((service) => ({
        ServiceNamespace: service,
        Policies: held
          .filter(({ document }) => grantedActions([document], service).length > 0)
          .map(describeGranting),
      })),
      ...pageEndOf(page),
    };
  },
});
