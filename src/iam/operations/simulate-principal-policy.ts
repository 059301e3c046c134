import { list, optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { findEntity } from '../held-policies.ts';
import { excludesBoundary, isExcludedBy } from '../policy-exclusions.ts';
import { onEntity } from '../requirements.ts';
import { arn, policyDocument } from '../shapes/names.ts';
import { pageEnd, pageEndOf } from '../shapes/paging.ts';
import { evaluationResult, exclusions, simulationInput } from '../shapes/simulation.ts';
import {
  namedPrincipal,
  principalOf,
  simulatedBoundary,
  simulatedPolicies,
} from '../simulated-principal.ts';
import { simulate } from '../simulation.ts';
import { inputPolicies, pageOfCases, readSimulation } from '../simulation-input.ts';

export const simulatePrincipalPolicy = defineOperation({
  name: 'SimulatePrincipalPolicy',
  summary: 'Tell what a user, group or role may do, with further policies if wanted.',
  input: {
    PolicySourceArn: arn,
    PolicyInputList: optional(list('member', policyDocument)),
    PolicyExclusionList: optional(exclusions),
    ...simulationInput,
  },
  output: { EvaluationResults: list('member', evaluationResult), ...pageEnd },
  errors: ['InvalidInput', 'NoSuchEntity'],
  authorize: ({ PolicySourceArn }, context) =>
    onEntity(context, 'iam:SimulatePrincipalPolicy', PolicySourceArn),
  async handle(args) {
    const { input, accountId, fail } = args;
    const entity = await findEntity(args, fail, input.PolicySourceArn);
    const { kind, name } = entity;
    if (kind === 'policy') {
      const message = `ARN ${entity.arn} is not a user, group or role.`;
      return fail('InvalidInput', { message });
    }
    if (kind !== 'user' && input.ResourcePolicy !== undefined && input.CallerArn === undefined) {
      const message = 'CallerArn must be given when ResourcePolicy is and the source is no user.';
      return fail('InvalidInput', { message });
    }
    const excluded = input.PolicyExclusionList ?? [];
    const holder = { accountId, kind, name };
    const held = await simulatedPolicies(args, holder, (one) => isExcludedBy(excluded, one));
    const read = readSimulation(fail, input, accountId);
    const own = excludesBoundary(excluded) ? undefined : await simulatedBoundary(args, entity);
    const { CallerArn: callerArn = entity.arn } = input;
    const simulation = {
      ...read,
      principal:
        callerArn === entity.arn
          ? await principalOf(args, entity)
          : namedPrincipal(fail, callerArn),
      identity: [...held, ...inputPolicies(fail, 'PolicyInputList', input.PolicyInputList)],
      // A boundary that comes with the request stands for the principal's own.
      boundary: read.boundary ?? own,
      organization: [],
    };
    const page = pageOfCases(input);
    const results = page.items.map(([action, on]) => simulate(simulation, action, on));
    return { EvaluationResults: results, ...pageEndOf(page) };
  },
});
