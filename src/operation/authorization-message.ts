import type { TextSealer } from '../identity/sealed-text.ts';
import {
  type AccessRequest,
  type Condition,
  contextValue,
  explain,
  type PolicySet,
  type PolicyTrace,
  type Statement,
  type StatementTrace,
} from '../policy/index.ts';

/**
 * The response header of a denial that carries its sealed message. AWS puts such messages into the
 * error text of some services, but never into that of S3 and IAM, whose words stay AWS's.
 */
export const authorizationMessageHeader = 'x-strongroom-authorization-message';

/** Characters of a sealed message: proxies are content with few kilobytes of headers. */
const messageLimit = 2_048;

/** A refusal and everything that it was decided by. */
export interface Denial {
  readonly request: AccessRequest;
  readonly policies: PolicySet;
}

/** What a message carries. The two accounts may see different parts of it. */
export interface DenialRecord {
  readonly explicitDeny: boolean;
  readonly reason: string;
  readonly principal: { readonly id: string; readonly arn: string; readonly accountId: string };
  readonly action: string;
  readonly resource: string;
  readonly resourceAccountId: string | undefined;
  /** The keys that policies asked for and the request had. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly missingContextKeys: readonly string[];
  readonly policies: readonly PolicyRecord[];
  /** Set where parts were left out for the sake of the size. */
  readonly shortened: boolean;
}

export type PolicyRecord = Pick<PolicyTrace, 'role' | 'source'> & {
  readonly statements: readonly StatementRecord[];
};

/** A statement's part in the decision; its content where it matched, or did but for a condition. */
export type StatementRecord = Pick<StatementTrace, 'index' | 'sid' | 'effect' | 'matched'> & {
  /** The first element that did not match. */
  readonly failed: string | undefined;
  readonly content: StatementContent | undefined;
};

export interface StatementContent {
  readonly principals: readonly string[];
  readonly notPrincipals: readonly string[];
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly conditions: readonly Pick<Condition, 'operator' | 'key' | 'values'>[];
}

/** Puts a refusal, with all that led to it, into a text that only this server can read. */
export interface AuthorizationMessages {
  seal(denial: Denial): string;
  /** @returns undefined for anything that is not such a message */
  open(message: string): DenialRecord | undefined;
}

/** @param sealer for this purpose only: what it opens is taken for a record */
export function createAuthorizationMessages(sealer: TextSealer): AuthorizationMessages {
  return {
    seal(denial) {
      const full = describe(denial);
      for (const record of [full, withoutStrangers(full), withoutPolicies(full)]) {
        const sealed = sealer.seal(JSON.stringify(record));
        if (sealed.length <= messageLimit) return sealed;
      }
      return '';
    },
    open(message) {
      const text = sealer.open(message);
      // The server wrote it itself: nobody else has the key.
      return text === undefined ? undefined : JSON.parse(text);
    },
  };
}

function describe({ request, policies }: Denial): DenialRecord {
  const context: Record<string, string | readonly string[]> = {};
  const reading = (key: string) => noted(context, key, request.context(key));
  const trace = explain({ ...request, context: reading }, policies);
  const compiled = compiledPolicies(policies);
  const records = trace.policies.map(({ role, source, statements }, place) => ({
    role,
    source,
    statements: statements.map((one) => {
      const found = compiled[place]?.statements[one.index]?.source;
      const isNear = one.matched || one.failed?.element === 'Condition';
      for (const { key } of (isNear && found?.conditions) || []) {
        const name = key.toLowerCase();
        noted(context, name, contextValue(request, name));
      }
      return statementRecord(one, isNear ? found : undefined);
    }),
  }));
  const { principal } = request;
  const { reason } = trace.decision;
  return {
    explicitDeny: reason.type === 'explicit-deny',
    reason: reason.type === 'implicit-deny' ? `no-${reason.lacking}-allow` : reason.type,
    principal: { id: principal.userId, arn: principal.arn, accountId: principal.accountId },
    action: request.action,
    resource: request.resource,
    resourceAccountId: request.resourceAccountId,
    context,
    missingContextKeys: trace.missingContextKeys,
    policies: records,
    shortened: false,
  };
}

/** In the order of the trace. */
function compiledPolicies({ resource, identity, boundary, session }: PolicySet) {
  return [resource, ...identity, boundary, ...(session ?? [])].filter(
    (policy) => policy !== undefined,
  );
}

function noted<T extends string | readonly string[] | undefined>(
  context: Record<string, string | readonly string[]>,
  key: string,
  value: T,
): T {
  if (value !== undefined) context[key] = value;
  return value;
}

function statementRecord(one: StatementTrace, source: Statement | undefined): StatementRecord {
  const { index, sid, effect, matched, failed } = one;
  const content = source && contentOf(source);
  return { index, sid, effect, matched, failed: failed?.element, content };
}

function contentOf({ principal, action, resource, conditions }: Statement): StatementContent {
  const everyone = principal?.everyone === true ? ['*'] : [];
  const principals = [...everyone, ...(principal?.named ?? []).map(({ value }) => value)];
  return {
    principals: principal?.negated === true ? [] : principals,
    notPrincipals: principal?.negated === true ? principals : [],
    actions: action.negated ? [] : action.values,
    notActions: action.negated ? action.values : [],
    resources: resource?.negated === false ? resource.values : [],
    notResources: resource?.negated === true ? resource.values : [],
    conditions: conditions.map(({ operator, key, values }) => ({ operator, key, values })),
  };
}

/** Without the statements that are about something else. */
function withoutStrangers(record: DenialRecord): DenialRecord {
  const policies = record.policies.map((policy) => ({
    ...policy,
    statements: policy.statements.filter(({ content }) => content !== undefined),
  }));
  return { ...record, policies, shortened: true };
}

/** The request, and what refused it. */
function withoutPolicies(record: DenialRecord): DenialRecord {
  return { ...record, context: {}, missingContextKeys: [], policies: [], shortened: true };
}
