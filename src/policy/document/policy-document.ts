import type { Span } from './position.ts';

/**
 * Whose grammar a text follows: an identity's policy, a bucket's, a role's trust policy, or a key's
 * policy.
 */
export type PolicyGrammar = 'identity' | 'resource' | 'trust' | 'key';

export type PolicyVersion = '2008-10-17' | '2012-10-17';

/** Values of Action, Resource and their Not forms, in the order written. */
export interface ValueList {
  readonly negated: boolean;
  readonly values: readonly string[];
  /** Where each value stands, in the same order. */
  readonly spans: readonly Span[];
  readonly span: Span;
}

export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

export interface NamedPrincipal {
  readonly type: PrincipalType;
  readonly value: string;
  readonly span: Span;
}

/** Principal or NotPrincipal; `"*"` and `{"AWS": "*"}` both set `everyone`. */
export interface PrincipalElement {
  readonly negated: boolean;
  readonly everyone: boolean;
  readonly named: readonly NamedPrincipal[];
  readonly span: Span;
}

/** One operator and one key of a Condition, with the values of which any may match. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  readonly span: Span;
}

export interface Statement {
  /** Place in the policy, from 0. */
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly principal: PrincipalElement | undefined;
  readonly action: ValueList;
  /** Absent in trust policies, whose resource is the role that carries them. */
  readonly resource: ValueList | undefined;
  readonly conditions: readonly Condition[];
  readonly span: Span;
}

export interface PolicyDocument {
  /** A policy without Version is one of 2008-10-17: it knows no variables. */
  readonly version: PolicyVersion;
  readonly id: string | undefined;
  readonly statements: readonly Statement[];
}
