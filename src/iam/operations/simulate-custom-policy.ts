import { userArn } from '../../identity/arns.ts';
import { list, optional, structure } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { onAccount } from '../requirements.ts';
import { policyDocument } from '../shapes/names.ts';
import { pageEnd, pageEndOf } from '../shapes/paging.ts';
import { evaluationResult, simulationInput } from '../shapes/simulation.ts';
import { namedPrincipal } from '../simulated-principal.ts';
import { simulate } from '../simulation.ts';
import { inputPolicies, pageOfCases, readSimulation } from '../simulation-input.ts';

const organizationLevel = structure({
  ServiceControlPolicyInputList: optional(list('member', policyDocument)),
});

export const simulateCustomPolicy = defineOperation({
  name: 'SimulateCustomPolicy',
  summary: 'Tell what policies would allow, without giving them to anyone.',
  input: {
    PolicyInputList: list('member', policyDocument),
    OrderedOrganizationPolicyInputList: optional(list('member', organizationLevel)),
    ...simulationInput,
  },
  output: { EvaluationResults: list('member', evaluationResult), ...pageEnd },
  errors: ['InvalidInput'],
  authorize: () => onAccount('iam:SimulateCustomPolicy'),
  async handle({ input, accountId, fail }) {
    if (input.ResourcePolicy !== undefined && input.CallerArn === undefined) {
      const message = 'CallerArn must be given when ResourcePolicy is.';
      return fail('InvalidInput', { message });
    }
    const caller = input.CallerArn ?? userArn(accountId, '/', 'simulated');
    const principal = namedPrincipal(fail, caller);
    const levels = input.OrderedOrganizationPolicyInputList ?? [];
    const simulation = {
      ...readSimulation(fail, input, principal.accountId),
      principal,
      identity: inputPolicies(fail, 'PolicyInputList', input.PolicyInputList),
      organization: levels.map(({ ServiceControlPolicyInputList: texts }) =>
        inputPolicies(fail, 'ServiceControlPolicyInputList', texts).map((one) => one.compiled),
      ),
    };
    const page = pageOfCases(input);
    const results = page.items.map(([action, on]) => simulate(simulation, action, on));
    return { EvaluationResults: results, ...pageEndOf(page) };
  },
});
