import { parseOperator } from '../conditions/operators.ts';
import { resourcePartOffset } from '../document/arn.ts';
import type { PolicyDocument, Statement } from '../document/policy-document.ts';
import { parseTemplate } from '../document/variables.ts';

/**
 * The context keys that a policy reads, in conditions and in variables, as first written and
 * without repetition (GetContextKeysForCustomPolicy).
 */
export function contextKeysOf(document: PolicyDocument): string[] {
  const variables = document.version === '2012-10-17';
  const keys = new Map<string, string>();
  for (const statement of document.statements) {
    for (const { key } of statement.conditions) {
      if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key);
    }
    for (const key of contextKeysOfStatement(statement, variables)) {
      if (!keys.has(key)) keys.set(key, key);
    }
  }
  return [...keys.values()];
}

/** The lower-case keys that one statement reads. */
export function contextKeysOfStatement(statement: Statement, variables: boolean): string[] {
  const keys = new Set(statement.conditions.map((condition) => condition.key.toLowerCase()));
  if (!variables) return [...keys];
  for (const value of statement.resource?.values ?? []) {
    const offset = resourcePartOffset(value);
    if (offset !== -1) addVariables(value.slice(offset), keys);
  }
  for (const { operator, values } of statement.conditions) {
    const name = parseOperator(operator)?.name ?? '';
    if (!name.startsWith('String') && !name.startsWith('Arn')) continue;
    for (const value of values) addVariables(value, keys);
  }
  return [...keys];
}

function addVariables(text: string, keys: Set<string>): void {
  for (const part of parseTemplate(text)) {
    if (part.type === 'variable') keys.add(part.key);
  }
}
