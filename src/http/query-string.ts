import { ServiceError } from '../operation/errors.ts';
import type { QueryParameter, QueryParameters } from '../operation/request.ts';
import { percentDecode } from './percent-encoding.ts';

/** AWS's requests have at most about fifteen; the rest is room for clients that add their own. */
const MAX_QUERY_PARAMETERS = 200;

class ParsedQuery implements QueryParameters {
  readonly list: readonly QueryParameter[];

  constructor(list: readonly QueryParameter[]) {
    this.list = list;
  }

  get(name: string): string | undefined {
    for (const parameter of this.list) if (parameter.name === name) return parameter.value;
    return undefined;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }
}

const emptyQuery: QueryParameters = new ParsedQuery([]);

/**
 * Parse the raw query string (without `?`) strictly: split at `&` and the first `=`, percent-decode
 * names and values, keep `+` as a plus and duplicates in order. Empty pieces (`a&&b`) are skipped.
 * @throws ServiceError InvalidURI (400) for a bad escape, InvalidRequest for too many parameters
 */
export function parseQuery(rawQuery: string): QueryParameters {
  if (rawQuery === '') return emptyQuery;
  const list: QueryParameter[] = [];
  for (const piece of rawQuery.split('&', MAX_QUERY_PARAMETERS + 2)) {
    if (piece === '') continue;
    if (list.length === MAX_QUERY_PARAMETERS) {
      throw new ServiceError('InvalidRequest', {
        message: `The query string has more than ${MAX_QUERY_PARAMETERS} parameters.`,
      });
    }
    const equals = piece.indexOf('=');
    const rawName = equals < 0 ? piece : piece.slice(0, equals);
    const rawValue = equals < 0 ? '' : piece.slice(equals + 1);
    list.push({
      rawName,
      rawValue,
      name: percentDecode(rawName),
      value: percentDecode(rawValue),
      hasEquals: equals >= 0,
    });
  }
  return new ParsedQuery(list);
}

/** Whether one of some parameters is there more than once. */
export function hasTwice(query: QueryParameters, names: ReadonlySet<string>): boolean {
  const seen = new Set<string>();
  for (const { name } of query.list) {
    if (!names.has(name)) continue;
    if (seen.has(name)) return true;
    seen.add(name);
  }
  return false;
}
