import type { ContextValue } from '../conditions/value-test.ts';
import type { Condition } from '../document/policy-document.ts';
import type { Span } from '../document/position.ts';
import {
  actionId,
  type CompiledPolicy,
  type CompiledStatement,
  conditionsHold,
  coversAction,
  coversResource,
  grantOf,
  type PolicySource,
} from './compile.ts';
import { contextKeysOfStatement } from './context-keys.ts';
import { decide } from './decide.ts';
import { type Decision, type PolicyRole, type PolicySet, roleOf } from './decision.ts';
import { BY_ACCOUNT, BY_PARENT, NOT_NAMED } from './principals.ts';
import { type AccessRequest, contextValue } from './request.ts';

export type Element = 'Principal' | 'Action' | 'Resource' | 'Condition';

/** A condition that did not hold, and what the request had instead. */
export interface FailedCondition {
  readonly condition: Condition;
  readonly actual: ContextValue;
}

export interface StatementTrace {
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly span: Span;
  readonly matched: boolean;
  /** The first element that did not match, and where it stands. */
  readonly failed: { readonly element: Element; readonly span: Span } | undefined;
  readonly failedConditions: readonly FailedCondition[];
  /** In resource policies: by what the statement names who asks. */
  readonly names: 'directly' | 'by-parent' | 'by-account' | undefined;
}

export interface PolicyTrace {
  readonly role: PolicyRole;
  readonly source: PolicySource;
  readonly statements: readonly StatementTrace[];
}

export interface Trace {
  readonly decision: Decision;
  readonly action: string;
  readonly resource: string;
  readonly principal: string;
  /** Every policy in the order of the decision. */
  readonly policies: readonly PolicyTrace[];
  /**
   * Keys (lower case) that a statement for this action and resource asks for and the request lacks.
   */
  readonly missingContextKeys: readonly string[];
}

/** Decides one request and tells what each statement of each policy had to do with it. */
export function explain(request: AccessRequest, policies: PolicySet): Trace {
  const all = [
    ...(policies.resource === undefined ? [] : [policies.resource]),
    ...policies.identity,
    ...(policies.boundary === undefined ? [] : [policies.boundary]),
    ...(policies.session ?? []),
  ];
  const missing = new Set<string>();
  const hasBoundary = policies.boundary !== undefined;
  const traces = all.map((policy) => tracePolicy(policy, request, hasBoundary, missing));
  return {
    decision: decide(request, policies),
    action: request.action,
    resource: request.resource,
    principal: request.principal.arn,
    policies: traces,
    missingContextKeys: [...missing].sort(),
  };
}

function tracePolicy(
  policy: CompiledPolicy,
  request: AccessRequest,
  hasBoundary: boolean,
  missing: Set<string>,
): PolicyTrace {
  const variables = policy.document.version === '2012-10-17';
  const role = roleOf(policy.source);
  const namesPrincipals = role === 'resource' || role === 'trust';
  const statements = policy.statements.map((statement) => {
    const level = namesPrincipals ? grantOf(statement, request.principal, hasBoundary) : undefined;
    const element = failedElement(statement, request, level);
    if (element === undefined || element === 'Condition') {
      for (const key of contextKeysOfStatement(statement.source, variables)) {
        if (contextValue(request, key) === undefined) missing.add(key);
      }
    }
    return traceStatement(statement, request, element, level);
  });
  return { role, source: policy.source, statements };
}

function failedElement(
  statement: CompiledStatement,
  request: AccessRequest,
  level: number | undefined,
): Element | undefined {
  if (level === NOT_NAMED) return 'Principal';
  if (!coversAction(statement, actionId(request.action), request.action)) return 'Action';
  if (!coversResource(statement, request)) return 'Resource';
  return conditionsHold(statement, request) ? undefined : 'Condition';
}

function traceStatement(
  statement: CompiledStatement,
  request: AccessRequest,
  element: Element | undefined,
  level: number | undefined,
): StatementTrace {
  const { source } = statement;
  const failedConditions = element === 'Condition' ? failedConditionsOf(statement, request) : [];
  const spans: Record<Element, Span | undefined> = {
    Principal: source.principal?.span,
    Action: source.action.span,
    Resource: source.resource?.span,
    Condition: failedConditions[0]?.condition.span,
  };
  return {
    index: source.index,
    sid: source.sid,
    effect: source.effect,
    span: source.span,
    matched: element === undefined,
    failed: element && { element, span: spans[element] ?? source.span },
    failedConditions,
    names: level === undefined ? undefined : levelName(level),
  };
}

function failedConditionsOf(
  statement: CompiledStatement,
  request: AccessRequest,
): FailedCondition[] {
  const read = (key: string) => contextValue(request, key);
  return statement.conditions
    .filter((condition) => !condition.holds(read))
    .map((condition) => ({ condition: condition.source, actual: read(condition.key) }));
}

function levelName(level: number): StatementTrace['names'] {
  if (level === NOT_NAMED) return undefined;
  if (level === BY_ACCOUNT) return 'by-account';
  return level === BY_PARENT ? 'by-parent' : 'directly';
}
