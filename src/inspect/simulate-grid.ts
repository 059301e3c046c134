import {
  type EvaluationResult,
  type IAMClient,
  paginateSimulatePrincipalPolicy,
} from '@aws-sdk/client-iam';
import { abilities } from '../policy/analyse/ability.ts';
import type { Cell, GridRow } from './cell.ts';
import type { Subject } from './subject.ts';

/** Asks IAM's own simulator, which tells the policies but not their text. Bucket policies and
 * conditions on facts of a request are left out, as the simulator does.
 * @throws what the SDK throws; AccessDenied where it may not be asked
 */
export async function simulateGrid(
  iam: IAMClient,
  subject: Subject,
  sourceArn: string,
  buckets: readonly string[],
): Promise<GridRow[]> {
  const rows: GridRow[] = [];
  for (const bucket of buckets) {
    const arn = `arn:${subject.partition}:s3:::${bucket}`;
    const results = [
      ...(await simulate(iam, sourceArn, actionsOn('bucket'), arn)),
      ...(await simulate(iam, sourceArn, actionsOn('objects'), `${arn}/~strongroom-inspect~`)),
    ];
    rows.push({ bucket, cells: abilities.map((ability) => cellOf(ability, results)) });
  }
  return rows;
}

function actionsOn(wanted: 'bucket' | 'objects'): string[] {
  return abilities.flatMap(({ actions }) =>
    actions.filter(({ target }) => target === wanted).map(({ name }) => name),
  );
}

async function simulate(
  client: IAMClient,
  PolicySourceArn: string,
  ActionNames: string[],
  resource: string,
): Promise<EvaluationResult[]> {
  const results: EvaluationResult[] = [];
  const input = { PolicySourceArn, ActionNames, ResourceArns: [resource] };
  for await (const page of paginateSimulatePrincipalPolicy({ client }, input)) {
    results.push(...(page.EvaluationResults ?? []));
  }
  return results;
}

function cellOf(
  { name, actions }: (typeof abilities)[number],
  results: readonly EvaluationResult[],
): Cell {
  const own = results.filter(({ EvalActionName }) =>
    actions.some((action) => action.name === EvalActionName),
  );
  const result = own.find(({ EvalDecision }) => EvalDecision === 'allowed') ?? own[0];
  if (result === undefined) {
    return { ability: name, verdict: 'unknown', action: '', because: 'not simulated', limits: [] };
  }
  const { EvalActionName: action = '', EvalDecision, MatchedStatements = [] } = result;
  const isAllowed = EvalDecision === 'allowed';
  const [statement] = MatchedStatements;
  const line = statement?.StartPosition?.Line;
  const place = line === undefined ? '' : ` at line ${line}`;
  const because =
    statement === undefined
      ? 'no policy allows it'
      : `${isAllowed ? '' : 'Deny in '}statement${place} of ${statement.SourcePolicyId}`;
  const missing = result.MissingContextValues ?? [];
  if (!isAllowed && EvalDecision === 'implicitDeny' && missing.length > 0) {
    const limits = [`depends on ${missing.join(', ')}`];
    return { ability: name, verdict: 'limited', action, because, limits };
  }
  return { ability: name, verdict: isAllowed ? 'allowed' : 'denied', action, because, limits: [] };
}
