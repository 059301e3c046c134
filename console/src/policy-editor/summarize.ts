import { readPolicy } from '../../../src/policy/document/read.ts';
import {
  type AccessLevel,
  actionMatches,
  listActions,
  listServices,
  type Statement,
} from '../../../src/policy/index.ts';

/** What one statement says of one service. */
export interface SummaryRow {
  readonly id: string;
  readonly effect: 'Allow' | 'Deny';
  readonly service: string;
  /** `Full`, or each access level with `all` or the number of its actions. */
  readonly access: string;
  readonly actions: readonly string[];
  readonly resources: string;
  readonly condition: string;
}

const levels: readonly AccessLevel[] = [
  'List',
  'Read',
  'Write',
  'Tagging',
  'Permissions management',
];

function isMeant({ action }: Statement, name: string): boolean {
  const matches = action.values.some((pattern) => actionMatches(pattern, name));
  return matches !== action.negated;
}

function accessOf(service: string, actions: readonly string[]): string {
  const all = listActions(service);
  if (actions.length === all.length) return 'Full';
  const meant = new Set(actions);
  return levels
    .flatMap((level) => {
      const ofLevel = all.filter(({ accessLevel }) => accessLevel === level);
      const count = ofLevel.filter(({ name }) => meant.has(name)).length;
      if (count === 0) return [];
      return count === ofLevel.length ? [`${level} (all)`] : [`${level} (${count})`];
    })
    .join(', ');
}

function resourcesOf({ resource }: Statement): string {
  if (resource === undefined) return 'the role';
  const list = resource.values.map((value) => (value === '*' ? 'everything' : value)).join(', ');
  return resource.negated ? `everything but ${list}` : list;
}

function conditionOf({ conditions }: Statement): string {
  return conditions
    .map(({ operator, key, values }) => `${key} ${operator} ${values.join(' or ')}`)
    .join('; ');
}

/** Services of AWS that are not here: the policy may be meant for both. */
function otherServices(statement: Statement): readonly SummaryRow[] {
  const { action, effect, index } = statement;
  const prefixes = action.negated ? [] : action.values.map((value) => value.split(':')[0] ?? '');
  const unknown = new Set(prefixes.filter((prefix) => listActions(prefix).length === 0));
  unknown.delete('*');
  return [...unknown].map((service) => ({
    id: `${index}:${service}`,
    effect,
    service,
    access: 'Not served here',
    actions: action.values.filter((value) => value.startsWith(`${service}:`)),
    resources: resourcesOf(statement),
    condition: conditionOf(statement),
  }));
}

/** A policy as a table: each statement for each service that it is about; undefined for no policy. */
export function summarize(text: string): readonly SummaryRow[] | undefined {
  try {
    return readPolicy(text).document.statements.flatMap((statement) => [
      ...listServices().flatMap((service) => {
        const actions = listActions(service)
          .map(({ name }) => name)
          .filter((name) => isMeant(statement, name));
        if (actions.length === 0) return [];
        return {
          id: `${statement.index}:${service}`,
          effect: statement.effect,
          service,
          access: accessOf(service, actions),
          actions,
          resources: resourcesOf(statement),
          condition: conditionOf(statement),
        };
      }),
      ...otherServices(statement),
    ]);
  } catch {
    return undefined;
  }
}
