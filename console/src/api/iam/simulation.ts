import { callQuery, type QueryValue } from '../query.ts';
import type { XmlNode } from '../xml.ts';
import type { Holder } from './policies.ts';

export interface SimulationRequest {
  /** The user, group or role whose policies count. */
  readonly policySourceArn: string;
  /** Policies that count besides, as if they were attached. */
  readonly policies?: readonly string[] | undefined;
  /** One of its policies that does not count. */
  readonly without?: LeftOut | undefined;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** The policy of the bucket. */
  readonly resourcePolicy?: string | undefined;
  readonly context?: readonly SimulationFact[] | undefined;
}

/** A managed policy by its ARN, or an inline one by its holder. */
export type LeftOut =
  | { readonly policyArn: string }
  | { readonly holder: Holder; readonly policyName: string };

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
  const { policySourceArn, resourcePolicy } = request;
  const result = await callQuery('iam', 'SimulatePrincipalPolicy', {
    PolicySourceArn: policySourceArn,
    PolicyInputList: request.policies,
    PolicyExclusionList: request.without && [exclusionOf(request.without)],
    ActionNames: request.actions,
    ResourceArns: request.resources,
    ResourcePolicy: resourcePolicy,
    // The policy of a resource is about somebody: for a role that has to be said.
    CallerArn: resourcePolicy === undefined ? undefined : policySourceArn,
    ContextEntries: request.context?.map(({ key, type, values }) => ({
      ContextKeyName: key,
      ContextKeyType: type,
      ContextKeyValues: values,
    })),
    MaxItems: 1_000,
  });
  return readResults(result);
}

function exclusionOf(left: LeftOut): QueryValue {
  if ('policyArn' in left) return { PolicyArn: left.policyArn };
  const { holder, policyName: PolicyName } = left;
  const attachment = { AttachmentType: holder.kind.toLowerCase(), AttachmentName: holder.name };
  return { InlinePolicyIdentifier: { PolicyName, ...attachment } };
}

/** What somebody may do who has these policies and nothing else. @throws ServiceError */
export async function simulateCustomPolicy(
  policies: readonly string[],
  actions: readonly string[],
  resources: readonly string[],
): Promise<readonly SimulationResult[]> {
  const result = await callQuery('iam', 'SimulateCustomPolicy', {
    PolicyInputList: policies,
    ActionNames: actions,
    ResourceArns: resources,
    MaxItems: 1_000,
  });
  return readResults(result);
}

function readResults(result: XmlNode): readonly SimulationResult[] {
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
