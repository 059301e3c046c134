import { requestBody } from '../http/body.ts';
import { ServiceError } from '../operation/errors.ts';
import type { WireRequest } from '../operation/request.ts';

/** Larger than any form of the console's own. */
const maxBytes = 16 * 1_024;

/** The texts of a form that the page sent as JSON; anything else in it is left out. */
export type TextFields = ReadonlyMap<string, string>;

/**
 * Reads a JSON object of texts.
 * @returns undefined where the body is none, or says to be something else
 * @throws ServiceError where it is too large
 */
export async function readTextFields(request: WireRequest): Promise<TextFields | undefined> {
  // A form of another page can be sent as text or form data without asking, never as JSON.
  if (request.headers.get('content-type') !== 'application/json') return undefined;
  const tooLarge = new ServiceError('MaxMessageLengthExceeded');
  const body = await requestBody(request, { kind: 'unsigned' }).readAll(maxBytes, tooLarge);
  try {
    const parsed: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    return new Map(
      Object.entries(parsed).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value] as const] : [],
      ),
    );
  } catch {
    return undefined;
  }
}
