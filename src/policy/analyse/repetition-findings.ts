import { actionMatches, resourceMatches, type Statement, type ValueList } from '../index.ts';
import type { PolicyFinding } from './finding.ts';

/** What a statement says twice, and statements and names that are there twice. */
export function repetitionFindings(
  statement: Statement,
  statements: readonly Statement[],
): PolicyFinding[] {
  const { action, resource } = statement;
  return [
    ...covered(action, actionMatches, 'action'),
    ...(resource === undefined ? [] : covered(resource, resourceCovers, 'resource')),
    ...repeated(statement, statements),
  ];
}

/** Only where the first five segments are equal do the wildcards of ARNs simply nest. */
function resourceCovers(wide: string, narrow: string): boolean {
  if (wide === '*') return true;
  const head = (arn: string) => arn.split(':', 5).join(':');
  return (
    head(wide) === head(narrow) && !/[?$]/.test(wide + narrow) && resourceMatches(wide, narrow)
  );
}

function covered(
  { values, spans, span }: ValueList,
  covers: (wide: string, narrow: string) => boolean,
  what: string,
): PolicyFinding[] {
  return values.flatMap((value, index): PolicyFinding[] => {
    const wider = values.find((other, place) => {
      if (place === index || value.includes('?') || !covers(other, value)) return false;
      // Of two that cover each other, the later one is superfluous.
      return !covers(value, other) || place < index;
    });
    if (wider === undefined) return [];
    const message = `The ${what} ${value} is part of ${wider} already.`;
    const position = spans[index]?.start ?? span.start;
    return [{ severity: 'suggestion', code: `covered-${what}`, message, position }];
  });
}

function repeated(statement: Statement, statements: readonly Statement[]): PolicyFinding[] {
  const meaning = meaningOf(statement);
  const first = statements.find((other) => meaningOf(other) === meaning);
  if (first === undefined || first.index >= statement.index) return [];
  const message = `The same as statement ${first.index + 1}, and so without effect.`;
  return [
    { severity: 'suggestion', code: 'same-statement', message, position: statement.span.start },
  ];
}

function meaningOf({ effect, principal, action, resource, conditions }: Statement): string {
  const values = (list: ValueList | undefined) =>
    list && [list.negated, ...[...list.values].sort()];
  return JSON.stringify([
    effect,
    principal && [principal.negated, principal.named.map(({ type, value }) => `${type}:${value}`)],
    values(action),
    values(resource),
    conditions.map(({ operator, key, values: wanted }) => [operator, key, wanted]),
  ]);
}
