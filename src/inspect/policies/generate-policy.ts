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
 * the first folders of their keys, everything else by its own ARN. It is proven by replay.
 */
export function generatePolicy(
  activities: readonly Activity[],
  options: GenerateOptions,
): GeneratedPolicy {
  const actionsByResource = new Map<string, Set<string>>();
  for (const { action, resource } of activities) {
    const scope = scopeOf(resource, options.depth);
    const name = actionInfo(action)?.name ?? action;
    actionsByResource.set(scope, (actionsByResource.get(scope) ?? new Set()).add(name));
  }
  // Resources on which the same was done share a statement.
  const resourcesByActions = new Map<string, string[]>();
  for (const [resource, actions] of actionsByResource) {
    const key = [...actions].sort().join(' ');
    resourcesByActions.set(key, [...(resourcesByActions.get(key) ?? []), resource]);
  }
  const Statement = [...resourcesByActions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([actions, resources], index) => ({
      Sid: `Observed${index + 1}`,
      Effect: 'Allow',
      Action: actions.split(' '),
      Resource: resources.sort(),
    }));
  const document = JSON.stringify({ Version: '2012-10-17', Statement }, undefined, 2);
  return { document, refused: replay(document, activities, options.principal) };
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
