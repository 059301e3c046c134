import { actionsOf } from '../../policy/analyse/action-findings.ts';
import {
  actionMatches,
  isServicePrefix,
  type PolicyDocument,
  resourceMatches,
  type Statement,
} from '../../policy/index.ts';

/** One action of the catalogue (or a pattern outside of it) in one place, under its conditions. */
interface Reach {
  readonly effect: 'Allow' | 'Deny';
  readonly action: string;
  readonly resource: string;
  /** The rest of the statement, printed: who, under which conditions, and its Not elements. */
  readonly terms: string;
}

/** Actions that one policy reaches in a place and another does not. */
export interface ReachChange {
  readonly change: 'added' | 'removed';
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resource: string;
  readonly terms: string;
}

/**
 * What a policy reaches that another does not, in both directions, action by action: `s3:*` and
 * the list of all its actions are the same, and so are statements in another order. Resources are
 * compared as patterns: one that another covers is no addition. What is left of this is shown even
 * where further statements make it idle.
 */
export function policyDifference(before: PolicyDocument, after: PolicyDocument): ReachChange[] {
  const old = reachOf(before);
  const fresh = reachOf(after);
  return [
    ...grouped(
      'removed',
      old.filter((one) => !isCovered(one, fresh)),
    ),
    ...grouped(
      'added',
      fresh.filter((one) => !isCovered(one, old)),
    ),
  ];
}

function reachOf({ statements, version }: PolicyDocument): Reach[] {
  return statements.flatMap((statement) => {
    const terms = termsOf(statement, version);
    const resources = statement.resource?.negated ? [''] : (statement.resource?.values ?? ['']);
    return actionNames(statement).flatMap((action) =>
      resources.map((resource) => ({ effect: statement.effect, action, resource, terms })),
    );
  });
}

function actionNames({ action }: Statement): string[] {
  if (action.negated) return ['*'];
  const names = action.values.flatMap((value) => {
    const known = actionsOf(value).map(({ name }) => name);
    const [service = ''] = value.split(':');
    const isWhole = value === '*' || (known.length === 0 && isServicePrefix(service));
    return isWhole ? [...known, value] : known.length === 0 ? [value] : known;
  });
  return [...new Set(names)];
}

function termsOf({ principal, action, resource, conditions }: Statement, version: string): string {
  const parts: string[] = [];
  if (principal !== undefined) {
    const named = principal.named.map(({ type, value }) => `${type} ${value}`).sort();
    const who = named.length === 0 ? 'everybody' : named.join(', ');
    parts.push(principal.negated ? `for all but ${who}` : `for ${who}`);
  }
  if (action.negated) parts.push(`but not ${[...action.values].sort().join(', ')}`);
  if (resource?.negated) parts.push(`but not on ${[...resource.values].sort().join(', ')}`);
  const wanted = conditions.map(
    ({ operator, key, values }) => `${operator} ${key} ${[...values].sort().join(' or ')}`,
  );
  if (wanted.length > 0) parts.push(`if ${wanted.sort().join(' and ')}`);
  const text = parts.join(' ');
  const isOld = version === '2008-10-17' && /\$\{/.test(JSON.stringify([text, resource?.values]));
  return isOld ? `${text} (\${} as plain text)` : text;
}

function isCovered(one: Reach, others: readonly Reach[]): boolean {
  return others.some(
    (other) =>
      other.effect === one.effect &&
      other.terms === one.terms &&
      (other.action === one.action || actionCovers(other.action, one.action)) &&
      resourceCovers(other.resource, one.resource),
  );
}

function actionCovers(wide: string, narrow: string): boolean {
  return !wide.includes('?') && actionMatches(wide, narrow);
}

/** Rather no than yes: a wildcard in the first five segments stops at colons, so those are equal. */
function resourceCovers(wide: string, narrow: string): boolean {
  if (wide === narrow || wide === '*') return true;
  const head = (arn: string) => arn.split(':', 5).join(':');
  if (head(wide) !== head(narrow) || /[?$]/.test(wide) || narrow.includes('${')) return false;
  return resourceMatches(wide, narrow);
}

function grouped(change: ReachChange['change'], reached: readonly Reach[]): ReachChange[] {
  const groups = new Map<string, Reach[]>();
  for (const one of reached) {
    const place = JSON.stringify([one.effect, one.resource, one.terms]);
    groups.set(place, [...(groups.get(place) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { effect, resource, terms } = first;
    return [{ change, effect, actions: group.map(({ action }) => action), resource, terms }];
  });
}
