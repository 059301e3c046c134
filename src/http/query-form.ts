import { ServiceError } from '../operation/errors.ts';
import type { Parameters } from '../operation/query-read.ts';
import type { WireRequest } from '../operation/request.ts';
import { percentDecode } from './percent-encoding.ts';

/** More parameters than the largest list of any operation needs. */
const maxParameters = 5_000;

/**
 * The parameters of a Query request: the query string's, then the form's, with `+` as a space.
 * @throws ServiceError ValidationError for a parameter that stands twice, or too many
 */
export function parseForm(request: WireRequest, body: string): Parameters {
  const parameters = new Map<string, string>();
  const source = [request.rawQuery, body].filter((part) => part !== '').join('&');
  for (const pair of source === '' ? [] : source.split('&')) {
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    if (parameters.has(name)) throw invalid(`The parameter ${name} stands more than once.`);
    parameters.set(name, equals < 0 ? '' : decode(pair.slice(equals + 1)));
    if (parameters.size > maxParameters) throw invalid('The request has too many parameters.');
  }
  return parameters;
}

function decode(raw: string): string {
  try {
    return percentDecode(raw.replaceAll('+', '%20'));
  } catch {
    throw invalid('The request is not well-formed application/x-www-form-urlencoded text.');
  }
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', { message });
}
