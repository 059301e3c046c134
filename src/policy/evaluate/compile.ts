import { actionId, catalogueActions, UNKNOWN_ACTION } from '../catalogue/catalogue.ts';
import { type CompiledCondition, compileCondition } from '../conditions/condition.ts';
import { singleValue } from '../conditions/value-test.ts';
import { resourcePartOffset } from '../document/arn.ts';
import type { PolicyDocument, Statement, ValueList } from '../document/policy-document.ts';
import { hasVariables, parseTemplate, perValues, resolveTemplate } from '../document/variables.ts';
import { compileArnGlob, compileGlob, type Glob, matchGlob } from '../document/wildcard.ts';
import type { Decision } from './decision.ts';
import {
  type CompiledPrincipals,
  compilePrincipals,
  DIRECTLY,
  type GrantLevel,
  grantLevel,
  isSpared,
  NOT_NAMED,
} from './principals.ts';
import { type AccessRequest, contextValue, type Principal } from './request.ts';
import { headsOf } from './resource-heads.ts';

/** Where a policy comes from; it stands in decisions, messages and traces. */
export interface PolicySource {
  readonly kind: 'managed' | 'inline' | 'boundary' | 'session' | 'resource' | 'trust';
  /** Of a managed policy. */
  readonly arn?: string;
  readonly name?: string;
  /** The ARN of the user, group, role or bucket that carries it. */
  readonly attachedTo?: string;
}

/** A Resource value; those with variables are made into a pattern at each request. */
type ResourceTest = (resource: string, request: AccessRequest) => boolean;

export interface CompiledStatement {
  readonly source: Statement;
  readonly allows: boolean;
  /** What a decision by this statement says; made once, so that deciding allocates nothing. */
  readonly decision: Decision;
  readonly principals: CompiledPrincipals | undefined;
  /** Of the catalogue's actions, a bit for each that the statement covers. */
  readonly actionBits: Uint32Array;
  /** For actions that the catalogue does not know. */
  readonly actionGlobs: readonly Glob[];
  readonly negatedAction: boolean;
  /** Undefined when the statement is about every resource. */
  readonly resourceGlobs: readonly Glob[] | undefined;
  readonly resourceTests: readonly ResourceTest[];
  readonly negatedResource: boolean;
  /** The heads of all resources that the statement can be about; undefined when they are many. */
  readonly resourceHeads: readonly string[] | undefined;
  readonly conditions: readonly CompiledCondition[];
}

export interface CompiledPolicy {
  readonly source: PolicySource;
  readonly document: PolicyDocument;
  readonly statements: readonly CompiledStatement[];
}

const WORDS = Math.ceil(catalogueActions.length / 32);
const lowerCaseActions = catalogueActions.map((action) => action.name.toLowerCase());

/** Compiles a parsed policy; do it once, when the policy is written or first used. */
export function compilePolicy(document: PolicyDocument, source: PolicySource): CompiledPolicy {
  const variables = document.version === '2012-10-17';
  return {
    source,
    document,
    statements: document.statements.map((statement) =>
      compileStatement(statement, source, variables),
    ),
  };
}

function compileStatement(
  statement: Statement,
  source: PolicySource,
  variables: boolean,
): CompiledStatement {
  const actionGlobs = statement.action.values.map((value) => compileGlob(value.toLowerCase()));
  const allows = statement.effect === 'Allow';
  return {
    source: statement,
    allows,
    decision: {
      allowed: allows,
      reason: { type: allows ? 'explicit-allow' : 'explicit-deny', policy: source, statement },
    },
    principals: statement.principal && compilePrincipals(statement.principal),
    actionBits: actionBits(actionGlobs, statement.action.negated),
    actionGlobs,
    negatedAction: statement.action.negated,
    ...compileResource(statement.resource, variables),
    conditions: statement.conditions.map((one) => compileCondition(one, variables)),
  };
}

function actionBits(globs: readonly Glob[], negated: boolean): Uint32Array {
  const bits = new Uint32Array(WORDS);
  for (const [id, action] of lowerCaseActions.entries()) {
    if (globs.some((glob) => matchGlob(glob, action)) === negated) continue;
    bits[id >>> 5] = (bits[id >>> 5] ?? 0) | (1 << (id & 31));
  }
  return bits;
}

function compileResource(
  resource: ValueList | undefined,
  variables: boolean,
): Pick<
  CompiledStatement,
  'resourceGlobs' | 'resourceTests' | 'negatedResource' | 'resourceHeads'
> {
  if (resource === undefined) {
    const all = { resourceGlobs: undefined, resourceHeads: undefined };
    return { ...all, resourceTests: [], negatedResource: false };
  }
  const globs: Glob[] = [];
  const tests: ResourceTest[] = [];
  for (const value of resource.values) {
    const compiled = compileResourceValue(value, variables);
    if (typeof compiled === 'function') tests.push(compiled);
    else globs.push(compiled);
  }
  const { negated } = resource;
  const resourceHeads = negated || tests.length > 0 ? undefined : headsOf(globs);
  return { resourceGlobs: globs, resourceTests: tests, negatedResource: negated, resourceHeads };
}

/** Variables count only behind the fifth colon. */
function compileResourceValue(value: string, variables: boolean): Glob | ResourceTest {
  const offset = resourcePartOffset(value);
  if (!variables || offset === -1) return compileArnGlob([{ text: value, literal: false }]);
  const head = { text: value.slice(0, offset), literal: false };
  const parts = parseTemplate(value.slice(offset));
  if (!hasVariables(parts)) {
    return compileArnGlob([head, ...(resolveTemplate(parts, () => undefined) ?? [])]);
  }
  const globFor = perValues(parts, (pieces) => compileArnGlob([head, ...pieces]));
  return (resource, request) => {
    if (!mayMatch(head.text, resource)) return false;
    const glob = globFor((key) => singleValue((name) => contextValue(request, name), key));
    return glob !== undefined && matchGlob(glob, resource);
  };
}

/** A cheap look before variables are resolved. */
function mayMatch(head: string, resource: string): boolean {
  return head.includes('*') || head.includes('?') || resource.startsWith(head);
}

/** Whether a statement is about an action; `id` is the action's id, or UNKNOWN_ACTION. */
export function coversAction(statement: CompiledStatement, id: number, action: string): boolean {
  if (id !== UNKNOWN_ACTION) {
    return (((statement.actionBits[id >>> 5] ?? 0) >>> (id & 31)) & 1) === 1;
  }
  const name = action.toLowerCase();
  const matched = statement.actionGlobs.some((glob) => matchGlob(glob, name));
  return matched !== statement.negatedAction;
}

/** Whether a statement is about the resource of a request. */
export function coversResource(statement: CompiledStatement, request: AccessRequest): boolean {
  const globs = statement.resourceGlobs;
  if (globs === undefined) return true;
  for (let i = 0; i < globs.length; i++) {
    const glob = globs[i];
    if (glob !== undefined && matchGlob(glob, request.resource)) return !statement.negatedResource;
  }
  const tests = statement.resourceTests;
  for (let i = 0; i < tests.length; i++) {
    if (tests[i]?.(request.resource, request)) return !statement.negatedResource;
  }
  return statement.negatedResource;
}

/** Whether all conditions of a statement hold for a request. */
export function conditionsHold(statement: CompiledStatement, request: AccessRequest): boolean {
  if (statement.conditions.length === 0) return true;
  const read = (key: string) => contextValue(request, key);
  return statement.conditions.every((condition) => condition.holds(read));
}

/**
 * How directly a statement of a resource policy is about who asks. A Deny with NotPrincipal always
 * hits a principal that has a permissions boundary.
 */
export function grantOf(
  statement: CompiledStatement,
  principal: Principal,
  hasBoundary: boolean,
): GrantLevel {
  const { principals } = statement;
  if (principals === undefined) return NOT_NAMED;
  if (!principals.negated) return grantLevel(principals, principal);
  if (!statement.allows && hasBoundary) return DIRECTLY;
  return isSpared(principals, principal) ? NOT_NAMED : DIRECTLY;
}

export { actionId };
