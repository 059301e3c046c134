import {
  actionMatches,
  type CompiledPolicy,
  listActions,
  type PolicyDocument,
  printPolicy,
  type Statement,
  type ValueList,
} from '../../policy/index.ts';

/** What IAM's last-accessed report tells of a service. */
export interface ServiceUse {
  /** Such as `s3`. */
  readonly service: string;
  readonly isUsed: boolean;
  /**
   * The actions that IAM keeps track of by their names in lower case (`s3:putbucketpolicy`), and
   * whether they were used. Of others only the service can tell.
   */
  readonly actions: ReadonlyMap<string, boolean>;
}

/**
 * One policy in the place of several: what they allow, held to the actions that were used, on the
 * same resources and under the same conditions. What they deny stays as it is.
 * @returns the text; undefined where nothing is left
 */
export function narrowPolicies(
  policies: readonly CompiledPolicy[],
  uses: readonly ServiceUse[],
): string | undefined {
  const statements = policies.flatMap(({ document }) =>
    document.statements.flatMap((statement) => narrow(inToday(statement, document), uses) ?? []),
  );
  if (!statements.some(({ effect }) => effect === 'Allow')) return undefined;
  const once = new Map(statements.map((one) => [JSON.stringify(essence(one)), one]));
  // Two policies may use the same Sid, and one may not.
  const unnamed = [...once.values()].map((one) => ({ ...one, sid: undefined }));
  return printPolicy({ version: '2012-10-17', id: undefined, statements: unnamed });
}

function narrow(statement: Statement, uses: readonly ServiceUse[]): Statement | undefined {
  if (statement.effect === 'Deny') return statement;
  const { values, negated } = statement.action;
  const covers = (action: string) =>
    values.some((pattern) => actionMatches(pattern, action)) !== negated;
  const used = uses
    .filter(({ isUsed }) => isUsed)
    .flatMap(({ service, actions }) =>
      listActions(service)
        .map(({ name }) => name)
        .filter((name) => covers(name) && actions.get(name.toLowerCase()) !== false),
    );
  if (used.length === 0) return undefined;
  return { ...statement, action: { ...statement.action, negated: false, values: used.sort() } };
}

/** A policy of 2008 knows no variables: what looks like one means itself. */
function inToday(statement: Statement, { version }: PolicyDocument): Statement {
  if (version === '2012-10-17') return statement;
  const literal = (text: string) => text.replaceAll('${', '${$}{');
  const { resource, conditions } = statement;
  const list = (values: ValueList) => ({ ...values, values: values.values.map(literal) });
  return {
    ...statement,
    resource: resource && list(resource),
    conditions: conditions.map((one) => ({ ...one, values: one.values.map(literal) })),
  };
}

function essence({ effect, action, resource, conditions }: Statement) {
  const { values, negated } = resource ?? { values: [], negated: false };
  const facts = conditions.map(({ operator, key, values: own }) => [operator, key, own]);
  return [effect, action.negated, action.values, negated, values, facts];
}
