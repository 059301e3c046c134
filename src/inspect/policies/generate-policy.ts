import {
  actionInfo,
  compilePolicy,
  decide,
  type Principal,
  parseArn,
  parsePolicy,
} from '../../policy/index.ts';

/** One thing that was allowed. */
export interface Activity {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

export interface GeneratedPolicy {
  /** The text of the policy. */
  readonly document: string;
  /** Those of the activities that it does not permit: none, or it is not right. */
  readonly refused: readonly Activity[];
}

export interface GenerateOptions {
  readonly principal: Principal;
  /** Objects are told apart down to so many folders; 0: the whole bucket. */
  readonly depth: number;
}

/**
 * The policy that permits what was done and, at the level of prefixes, nothing else: objects by
 * the first folders of their keys, listings by those of their prefixes, everything else by its own
 * ARN. It is proven by replay.
 */
export function generatePolicy(
  activities: readonly Activity[],
  options: GenerateOptions,
): GeneratedPolicy {
  const actionsByPlace = new Map<string, Set<string>>();
  const openListings = listedWhole(activities);
  for (const activity of activities) {
    const name = actionInfo(activity.action)?.name ?? activity.action;
    const prefix = openListings.has(listingOf(activity)) ? '' : prefixOf(activity, options.depth);
    const place = JSON.stringify([scopeOf(activity.resource, options.depth), prefix]);
    actionsByPlace.set(place, (actionsByPlace.get(place) ?? new Set()).add(name));
  }
  // Places at which the same was done share a statement, but for those that are held to a prefix.
  const groups = new Map<string, Group>();
  for (const [place, names] of actionsByPlace) {
    const [resource = '', prefix = '']: readonly string[] = JSON.parse(place);
    const actions = [...names].sort();
    const key = prefix === '' ? actions.join(' ') : JSON.stringify([actions, resource]);
    const group = groups.get(key) ?? { actions, resources: [], prefixes: [] };
    if (!group.resources.includes(resource)) group.resources.push(resource);
    if (prefix !== '') group.prefixes.push(prefix);
    groups.set(key, group);
  }
  const Statement = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group], index) => statementOf(group, index));
  const document = JSON.stringify({ Version: '2012-10-17', Statement }, undefined, 2);
  return { document, refused: replay(document, activities, options.principal) };
}

interface Group {
  readonly actions: readonly string[];
  readonly resources: string[];
  readonly prefixes: string[];
}

function statementOf({ actions, resources, prefixes }: Group, index: number) {
  const Condition = { StringLike: { 's3:prefix': prefixes.sort() } };
  return {
    Sid: `Observed${index + 1}`,
    Effect: 'Allow',
    Action: actions,
    Resource: resources.sort(),
    ...(prefixes.length > 0 ? { Condition } : {}),
  };
}

function listingOf({ action, resource }: Activity): string {
  return `${action.toLowerCase()} ${resource}`;
}

/** The listings that were made without a folder as their prefix: no condition can hold them. */
function listedWhole(activities: readonly Activity[]): ReadonlySet<string> {
  const whole = activities.filter(({ context }) => {
    const prefix = context[prefixKey];
    return typeof prefix !== 'string' || !prefix.includes('/');
  });
  return new Set(whole.map(listingOf));
}

const prefixKey = 's3:prefix';

/** The pattern of a listing's prefix, `blog/*`; empty for everything that is no listing. */
function prefixOf({ context }: Activity, depth: number): string {
  const prefix = context[prefixKey];
  if (typeof prefix !== 'string' || depth === 0) return '';
  const folders = prefix.split('/').slice(0, -1).slice(0, depth);
  return `${folders.map(literal).join('/')}/*`;
}

/** The pattern of a resource: `arn:aws:s3:::site/blog/*` for a key in blog/ at depth 1. */
function scopeOf(resource: string, depth: number): string {
  const path = parseArn(resource)?.resource ?? '';
  const slash = path.indexOf('/');
  if (!resource.includes(':s3:::') || slash === -1) return literal(resource);
  const bucket = literal(resource.slice(0, resource.length - path.length + slash));
  const folders = path
    .slice(slash + 1)
    .split('/')
    .slice(0, -1)
    .slice(0, depth);
  return `${[bucket, ...folders.map(literal)].join('/')}/*`;
}

/** A text in which wildcards and variables mean themselves. */
function literal(text: string): string {
  return text === '*' ? text : text.replaceAll(/[*?$]/g, '${$&}');
}

function replay(
  document: string,
  activities: readonly Activity[],
  principal: Principal,
): Activity[] {
  const parsed = parsePolicy(document, 'identity');
  if (!parsed.ok) return [...activities];
  const policies = { identity: [compilePolicy(parsed.document, { kind: 'managed' })] };
  return activities.filter(({ action, resource, context }) => {
    const read = (key: string) => context[key];
    const request = { action, resource, resourceAccountId: undefined, principal, context: read };
    return !decide(request, policies).allowed;
  });
}
