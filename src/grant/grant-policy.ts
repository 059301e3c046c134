import type { RoleTemplate, TemplateStatement } from './role-template.ts';

/** What a grant is for. */
export interface GrantPlace {
  /** Of the ARNs: `aws`, and `aws-cn` and `aws-us-gov` on AWS. */
  readonly partition: string;
  readonly bucket: string;
  /** The folder that it is held to, with its slash at the end; undefined for the whole bucket. */
  readonly prefix: string | undefined;
  /** Networks that requests must come from, as CIDR; empty for everywhere. */
  readonly networks: readonly string[];
}

/** A statement as it stands in the policy. */
interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string;
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

/**
 * The exact policy of a role at a place, as the text that is written. Statements on the same target
 * are one; what would reach beyond a prefix is left out.
 */
export function grantPolicy(
  { statements }: Pick<RoleTemplate, 'statements'>,
  place: GrantPlace,
): string {
  const kept = statements.filter(
    ({ target, byPrefix }) => place.prefix === undefined || target === 'objects' || byPrefix,
  );
  const Statement = merged(kept).map((statement) => policyStatement(statement, place));
  return JSON.stringify({ Version: '2012-10-17', Statement }, undefined, 2);
}

/** The actions of a role that cannot be held to a prefix, and so are not granted with one. */
export function bucketWideActions({ statements }: Pick<RoleTemplate, 'statements'>): string[] {
  return statements
    .filter(({ target, byPrefix }) => target === 'bucket' && !byPrefix)
    .flatMap(({ actions }) => actions);
}

function merged(statements: readonly TemplateStatement[]): TemplateStatement[] {
  const groups = new Map<string, TemplateStatement>();
  for (const statement of statements) {
    const place = `${statement.target} ${statement.byPrefix ?? false}`;
    const before = groups.get(place);
    const actions = [...new Set([...(before?.actions ?? []), ...statement.actions])];
    groups.set(place, { ...(before ?? statement), actions });
  }
  return [...groups.values()];
}

function policyStatement(statement: TemplateStatement, place: GrantPlace): PolicyStatement {
  const { partition, bucket, prefix, networks } = place;
  const root = `arn:${partition}:s3:::${bucket}`;
  const under = `${literal(prefix ?? '')}*`;
  const conditions = {
    ...(statement.byPrefix && prefix !== undefined ? { StringLike: { 's3:prefix': under } } : {}),
    ...(networks.length > 0 ? { IpAddress: { 'aws:SourceIp': networks } } : {}),
  };
  return {
    Sid: sidOf(statement),
    Effect: 'Allow',
    Action: statement.actions,
    Resource: statement.target === 'bucket' ? root : `${root}/${under}`,
    ...(Object.keys(conditions).length > 0 ? { Condition: conditions } : {}),
  };
}

function sidOf({ target, byPrefix }: TemplateStatement): string {
  if (target === 'objects') return 'Objects';
  return byPrefix ? 'List' : 'Bucket';
}

/** A text in which wildcards and variables mean themselves ("IAM policy elements: variables"). */
function literal(text: string): string {
  return text.replaceAll(/[*?$]/g, '${$&}');
}
