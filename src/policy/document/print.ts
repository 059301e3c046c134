import type {
  Condition,
  PolicyDocument,
  PrincipalElement,
  Statement,
  ValueList,
} from './policy-document.ts';

type Json = string | readonly Json[] | { readonly [name: string]: Json };

/**
 * Writes a document as JSON text, in the order Version, Id, Statement that AWS's examples have. Not
 * for giving a policy back: that is done byte for byte as it was put.
 */
export function printPolicy(document: PolicyDocument, indent = 2): string {
  const id = document.id === undefined ? {} : { Id: document.id };
  const Statement = document.statements.map(printStatement);
  return JSON.stringify({ Version: document.version, ...id, Statement }, undefined, indent);
}

function printStatement(statement: Statement): Json {
  const fields: Record<string, Json> = {};
  if (statement.sid !== undefined) fields.Sid = statement.sid;
  fields.Effect = statement.effect;
  const { principal, resource } = statement;
  if (principal !== undefined) {
    fields[principal.negated ? 'NotPrincipal' : 'Principal'] = printPrincipal(principal);
  }
  fields[statement.action.negated ? 'NotAction' : 'Action'] = printValues(statement.action);
  if (resource !== undefined) {
    fields[resource.negated ? 'NotResource' : 'Resource'] = printValues(resource);
  }
  if (statement.conditions.length > 0) fields.Condition = printConditions(statement.conditions);
  return fields;
}

function oneOrMany(values: readonly string[]): Json {
  const [first, ...rest] = values;
  return first !== undefined && rest.length === 0 ? first : values;
}

function printValues(list: ValueList): Json {
  return oneOrMany(list.values);
}

function printPrincipal(principal: PrincipalElement): Json {
  if (principal.named.length === 0) return principal.everyone ? '*' : {};
  const byType = new Map<string, string[]>();
  for (const { type, value } of principal.named) {
    byType.set(type, [...(byType.get(type) ?? []), value]);
  }
  return Object.fromEntries([...byType].map(([type, values]) => [type, oneOrMany(values)]));
}

function printConditions(conditions: readonly Condition[]): Json {
  const byOperator = new Map<string, Map<string, Json>>();
  for (const { operator, key, values } of conditions) {
    const keys = byOperator.get(operator) ?? new Map<string, Json>();
    byOperator.set(operator, keys.set(key, oneOrMany(values)));
  }
  return Object.fromEntries(
    [...byOperator].map(([operator, keys]) => [operator, Object.fromEntries(keys)]),
  );
}
