/** A context value: one string, or the values of a multi-valued key; undefined when missing. */
export type ContextValue = string | readonly string[] | undefined;

/** Reads a context key by its lower-case name. */
export type ReadContext = (lowerCaseKey: string) => ContextValue;

/** Whether one value of the request matches one value of the policy. */
export type ValueTest = (value: string, read: ReadContext) => boolean;

/**
 * Compiles one value of a policy for an operator. `variables` is false in 2008-10-17 policies.
 * A value that the operator cannot read (`"5abc"` as a number) yields a test that never matches.
 */
export type CompileValue = (policyValue: string, variables: boolean) => ValueTest;

/** The test of a policy value that its operator cannot read. */
export const matchesNothing: ValueTest = () => false;

/** A variable takes only single-valued keys. */
export function singleValue(read: ReadContext, key: string): string | undefined {
  const value = read(key);
  return typeof value === 'string' ? value : undefined;
}
