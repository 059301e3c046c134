/** The policy language of IAM: parse, validate, compile, decide, explain. No I/O, no Node API. */
export * from './catalogue/catalogue.ts';
export { isGlobalKey } from './catalogue/global-keys.ts';
export { parseRange } from './conditions/addresses.ts';
export { parseOperator } from './conditions/operators.ts';
export type { ContextValue, ReadContext } from './conditions/value-test.ts';
export * from './document/arn.ts';
export * from './document/parse.ts';
export * from './document/policy-document.ts';
export type { Position, Span } from './document/position.ts';
export { principalsOf, renamePrincipals } from './document/principals.ts';
export { printPolicy } from './document/print.ts';
export { compileGlob, type Glob, matchGlob } from './document/wildcard.ts';
export {
  type CompiledPolicy,
  type CompiledStatement,
  compilePolicy,
  type PolicySource,
} from './evaluate/compile.ts';
export { contextKeysOf } from './evaluate/context-keys.ts';
export { decide } from './evaluate/decide.ts';
export type { Decision, PolicyRole, PolicySet, Reason } from './evaluate/decision.ts';
export { denialMessage } from './evaluate/denial-message.ts';
export * from './evaluate/explain.ts';
export { actionMatches, resourceMatches } from './evaluate/matching.ts';
export { isPublicPolicy } from './evaluate/public-policy.ts';
export * from './evaluate/request.ts';
