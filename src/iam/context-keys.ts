import type { Fail } from '../operation/operation.ts';
import { contextKeysOf, type PolicyDocument, parsePolicy } from '../policy/index.ts';

/**
 * Policies of a request, parsed.
 * @throws ServiceError InvalidInput, naming the one that is none
 */
export function parseInputs(
  fail: Fail<'InvalidInput'>,
  member: string,
  texts: readonly string[],
): readonly PolicyDocument[] {
  return texts.map((text, index) => {
    const parsed = parsePolicy(text, 'identity');
    if (parsed.ok) return parsed.document;
    return fail('InvalidInput', { message: `${member}.${index + 1}: ${parsed.message}` });
  });
}

/** Every condition key and variable of the policies, as it is first written. */
export function contextKeyNames(
  fail: Fail<'InvalidInput'>,
  texts: readonly string[],
): readonly string[] {
  return [...keyNames(parseInputs(fail, 'PolicyInputList', texts)).values()];
}

/** The same by their lower-case forms, which the engine knows. */
export function keyNames(documents: readonly PolicyDocument[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const key of documents.flatMap(contextKeysOf)) {
    if (!names.has(key.toLowerCase())) names.set(key.toLowerCase(), key);
  }
  return names;
}
