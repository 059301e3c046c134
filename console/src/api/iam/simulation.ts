import { callQuery } from '../query.ts';

export interface SimulationRequest {
  /** The user, group or role whose policies count. */
  readonly policySourceArn: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** The policy of the bucket. */
  readonly resourcePolicy?: string | undefined;
  readonly context?: readonly SimulationFact[] | undefined;
}

export interface SimulationFact {
  readonly key: string;
  readonly type: 'string' | 'stringList' | 'numeric' | 'boolean' | 'ip' | 'date';
  readonly values: readonly string[];
}

export interface MatchedStatement {
  readonly policyId: string;
  readonly policyType: string;
  /** Lines and columns begin at 1; the end is exclusive. */
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

export interface SimulationResult {
  readonly action: string;
  readonly resource: string;
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  readonly statements: readonly MatchedStatement[];
  readonly missingContext: readonly string[];
  readonly allowedByBoundary: boolean | undefined;
}

function position(node: { number(name: string): number } | undefined) {
  return { line: node?.number('Line') ?? 1, column: node?.number('Column') ?? 1 };
}

function decisionOf(text: string): SimulationResult['decision'] {
  return text === 'allowed' || text === 'explicitDeny' ? text : 'implicitDeny';
}

/** What a principal may do, one result for each action on each resource. @throws ServiceError */
export async function simulatePrincipalPolicy(
  request: SimulationRequest,
): Promise<readonly SimulationResult[]> {
  const result = await callQuery('iam', 'SimulatePrincipalPolicy', {
    PolicySourceArn: request.policySourceArn,
    ActionNames: request.actions,
    ResourceArns: request.resources,
    ResourcePolicy: request.resourcePolicy,
    ContextEntries: request.context?.map(({ key, type, values }) => ({
      ContextKeyName: key,
      ContextKeyType: type,
      ContextKeyValues: values,
    })),
    MaxItems: 1_000,
  });
  return result.list('EvaluationResults', (item) => ({
    action: item.text('EvalActionName'),
    resource: item.text('EvalResourceName'),
    decision: decisionOf(item.text('EvalDecision')),
    statements: item.list('MatchedStatements', (statement) => ({
      policyId: statement.text('SourcePolicyId'),
      policyType: statement.text('SourcePolicyType'),
      start: position(statement.child('StartPosition')),
      end: position(statement.child('EndPosition')),
    })),
    missingContext: item.list('MissingContextValues', (value) => value.content),
    allowedByBoundary: item
      .child('PermissionsBoundaryDecisionDetail')
      ?.flag('AllowedByPermissionsBoundary'),
  }));
}
