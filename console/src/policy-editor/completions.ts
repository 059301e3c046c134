import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { operatorNames } from '../../../src/policy/conditions/operators.ts';
import { readPolicy } from '../../../src/policy/document/read.ts';
import {
  actionMatches,
  catalogueActions,
  conditionKeysOf,
  listServices,
  type PolicyGrammar,
} from '../../../src/policy/index.ts';
import { actionsAround, type PolicyPlace, placeAt } from './policy-place.ts';

const plain = (labels: readonly string[], type: string): Completion[] =>
  labels.map((label) => ({ label, type }));

const statementElements: Readonly<Record<PolicyGrammar, readonly string[]>> = {
  identity: ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
  resource: ['Sid', 'Effect', 'Principal', 'Action', 'NotAction', 'Resource', 'Condition'],
  trust: ['Sid', 'Effect', 'Principal', 'Action', 'Condition'],
  key: ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'],
};

const actionCompletions: readonly Completion[] = [
  ...listServices().map((service) => ({ label: `${service}:*`, type: 'class', detail: 'all' })),
  ...catalogueActions.map(({ name, accessLevel }) => ({
    label: name,
    type: 'function',
    detail: accessLevel,
  })),
];

/** The catalogue's actions that the written ones, with their wildcards, stand for. */
function meantActions(written: readonly string[]): readonly (typeof catalogueActions)[number][] {
  const text = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: written, Resource: '*' }],
  });
  const { action } = readPolicy(text).document.statements[0] ?? {};
  if (action === undefined || written.length === 0) return [];
  return catalogueActions.filter(({ name }) =>
    action.values.some((pattern) => actionMatches(pattern, name)),
  );
}

/** ARNs of what the statement's actions are about; the variable parts are left to the author. */
function resourceCompletions(written: readonly string[]): Completion[] {
  const arns = meantActions(written).flatMap(({ resourceTypes }) =>
    resourceTypes.map(({ arn, name }) => ({ label: arn, type: 'constant', detail: name })),
  );
  const byArn = new Map(arns.map((completion) => [completion.label, completion]));
  return [{ label: '*', type: 'constant', detail: 'everything' }, ...byArn.values()];
}

function keyCompletions(written: readonly string[]): Completion[] {
  const keys = meantActions(written).flatMap(({ name }) => conditionKeysOf(name));
  const byName = new Map(keys.map((key) => [key.name, key]));
  return [...byName.values()].map(({ name, type }) => ({
    label: name,
    type: 'variable',
    detail: type,
  }));
}

function valueCompletions(element: string, written: readonly string[]): readonly Completion[] {
  if (element === 'Action' || element === 'NotAction') return actionCompletions;
  if (element === 'Resource' || element === 'NotResource') return resourceCompletions(written);
  if (element === 'Effect') return plain(['Allow', 'Deny'], 'keyword');
  if (element === 'Version') return plain(['2012-10-17'], 'keyword');
  return [];
}

function completionsFor(
  place: PolicyPlace,
  grammar: PolicyGrammar,
  written: readonly string[],
): readonly Completion[] {
  switch (place.kind) {
    case 'element-of-policy':
      return plain(['Version', 'Id', 'Statement'], 'property');
    case 'element-of-statement':
      return plain(statementElements[grammar], 'property');
    case 'operator':
      return plain(operatorNames, 'type');
    case 'condition-key':
      return keyCompletions(written);
    case 'value':
      return valueCompletions(place.element, written);
    case 'condition-value':
      return [];
  }
}

/** Proposes what may stand at the cursor of a policy, from the catalogue of actions and keys. */
export function completePolicy(grammar: PolicyGrammar) {
  return ({ state, pos }: CompletionContext): CompletionResult | null => {
    const before = state.sliceDoc(state.doc.lineAt(pos).from, pos);
    const begun = /"([^"]*)$/.exec(before);
    if (begun === null) return null;
    const place = placeAt(state, pos);
    if (place === undefined) return null;
    const options = completionsFor(place, grammar, actionsAround(state, pos));
    if (options.length === 0) return null;
    return { from: pos - (begun[1]?.length ?? 0), options: [...options], validFor: /^[^"]*$/ };
  };
}
