/**
 * What a file of cases may hold. `cases` are complete; the tables are short for many cases that
 * differ in one thing only. All expectations are reasoned by hand from AWS's documentation.
 */
export type Values = string | readonly string[];

/**
 * A whole policy, a list of statements of a 2012-10-17 policy, or the name of one in `policies`.
 */
export type PolicyText = string | readonly unknown[] | Readonly<Record<string, unknown>>;

/**
 * `allow:` identity, resource, trust, root, access-control-list; `deny:` the kind of policy with
 * the explicit Deny; `none:` the kind that had to allow and did not.
 */
export type Verdict = string;

export interface FullCase {
  readonly name: string;
  /** A name in people.ts; ann when absent. */
  readonly who?: string;
  readonly action?: string;
  readonly resource?: string;
  /** The account of the resource; null when it belongs to nobody. */
  readonly owner?: string | null;
  readonly context?: Readonly<Record<string, Values>>;
  readonly identity?: readonly PolicyText[];
  readonly boundary?: PolicyText;
  readonly session?: readonly PolicyText[];
  readonly bucket?: PolicyText;
  readonly trust?: PolicyText;
  readonly accessControlList?: 'account' | 'everyone';
  readonly bindsRoot?: boolean;
  readonly expect: Verdict;
  /** The index of the statement that decides. */
  readonly statement?: number;
  /** AWS's words for the denial, S3's and IAM's. */
  readonly s3Message?: string;
  readonly iamMessage?: string;
}

/** One condition on an Allow; each context value is a case: does the condition hold? */
export interface ConditionTable {
  readonly version?: string;
  readonly operator: string;
  readonly key: string;
  readonly values: Values;
  readonly who?: string;
  readonly holds?: readonly (Values | null)[];
  readonly fails?: readonly (Values | null)[];
}

/** One pattern; each action or resource is a case: is it covered? */
export interface PatternTable {
  readonly version?: string;
  readonly pattern: Values;
  readonly who?: string;
  readonly negated?: boolean;
  readonly context?: Readonly<Record<string, Values>>;
  readonly matches?: readonly string[];
  readonly misses?: readonly string[];
}

/** One Principal (or NotPrincipal) block of a bucket policy; each caller is a case. */
export interface NamingTable {
  readonly name: string;
  readonly principal?: unknown;
  readonly notPrincipal?: unknown;
  readonly effect?: 'Allow' | 'Deny';
  readonly identity?: readonly PolicyText[];
  readonly boundary?: PolicyText;
  readonly session?: readonly PolicyText[];
  readonly expect: Readonly<Record<string, Verdict>>;
}

/** Actions times circumstances: every pair is a case. */
export interface Grid {
  readonly actions: Readonly<Record<string, string>>;
  readonly circumstances: readonly Omit<FullCase, 'action' | 'resource'>[];
}

export interface CaseFile {
  readonly topic: string;
  readonly policies?: Readonly<Record<string, PolicyText>>;
  readonly cases?: readonly FullCase[];
  readonly conditions?: readonly ConditionTable[];
  readonly actions?: readonly PatternTable[];
  readonly resources?: readonly PatternTable[];
  readonly namings?: readonly NamingTable[];
  readonly grids?: readonly Grid[];
}

const ACTION = 's3:GetObject';
const RESOURCE = 'arn:aws:s3:::pics/home/ann/photo.jpg';

function conditionCases(table: ConditionTable): FullCase[] {
  const { operator, key, values, version = '2012-10-17', who } = table;
  const year = version === '2012-10-17' ? '' : `${version} `;
  const shown = (value: Values | null) => (value === null ? 'no value' : JSON.stringify(value));
  const make = (value: Values | null, expect: Verdict): FullCase => ({
    name: `${year}${operator} ${key} ${JSON.stringify(values)} with ${shown(value)}`,
    ...(who === undefined ? {} : { who }),
    ...(value === null ? {} : { context: { [key]: value } }),
    identity: [
      {
        Version: version,
        Statement: {
          Effect: 'Allow',
          Action: '*',
          Resource: '*',
          Condition: { [operator]: { [key]: values } },
        },
      },
    ],
    expect,
  });
  return [
    ...(table.holds ?? []).map((value) => make(value, 'allow:identity')),
    ...(table.fails ?? []).map((value) => make(value, 'none:identity')),
  ];
}

function patternCases(table: PatternTable, element: 'Action' | 'Resource'): FullCase[] {
  const { pattern, version = '2012-10-17', negated = false, who, context } = table;
  const name = negated ? `Not${element}` : element;
  const year = version === '2012-10-17' ? '' : `${version} `;
  const make = (text: string, expect: Verdict): FullCase => ({
    name: `${year}${name} ${JSON.stringify(pattern)} and ${JSON.stringify(text)}`,
    ...(who === undefined ? {} : { who }),
    ...(context === undefined ? {} : { context }),
    action: element === 'Action' ? text : ACTION,
    resource: element === 'Resource' ? text : RESOURCE,
    identity: [
      {
        Version: version,
        Statement: { Effect: 'Allow', Action: '*', Resource: '*', ...replaced(name, pattern) },
      },
    ],
    expect,
  });
  return [
    ...(table.matches ?? []).map((text) => make(text, 'allow:identity')),
    ...(table.misses ?? []).map((text) => make(text, 'none:identity')),
  ];
}

/** Puts an element in place of its opposite. */
function replaced(name: string, value: Values): Record<string, Values | undefined> {
  return name.startsWith('Not') ? { [name.slice(3)]: undefined, [name]: value } : { [name]: value };
}

function namingCases(table: NamingTable): FullCase[] {
  const { effect = 'Allow', principal, notPrincipal, identity, boundary, session } = table;
  const statement = {
    Effect: effect,
    Action: 's3:*',
    Resource: ['arn:aws:s3:::pics', 'arn:aws:s3:::pics/*'],
    ...(principal === undefined ? { NotPrincipal: notPrincipal } : { Principal: principal }),
  };
  return Object.entries(table.expect).map(([who, expect]) => ({
    name: `${table.name}: ${who}`,
    who,
    ...(identity === undefined ? {} : { identity }),
    ...(boundary === undefined ? {} : { boundary }),
    ...(session === undefined ? {} : { session }),
    bucket: [statement],
    expect,
  }));
}

function gridCases(grid: Grid): FullCase[] {
  return Object.entries(grid.actions).flatMap(([action, resource]) =>
    grid.circumstances.map((one) => ({ ...one, name: `${action}: ${one.name}`, action, resource })),
  );
}

/** Every case of a file, the tables written out, with the defaults filled in. */
export function casesOf(file: CaseFile): (FullCase & { action: string; resource: string })[] {
  return [
    ...(file.cases ?? []),
    ...(file.conditions ?? []).flatMap(conditionCases),
    ...(file.actions ?? []).flatMap((table) => patternCases(table, 'Action')),
    ...(file.resources ?? []).flatMap((table) => patternCases(table, 'Resource')),
    ...(file.namings ?? []).flatMap(namingCases),
    ...(file.grids ?? []).flatMap(gridCases),
  ].map((one) => ({ action: ACTION, resource: RESOURCE, ...one }));
}
