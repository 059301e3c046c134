import { ServiceError } from '../../operation/errors.ts';

/** Tokens are opaque to clients: the last element of the page before, under a mark of its own. */
const mark = '1';

/** The token that goes on after `last`. */
export function continuationToken(last: string): string {
  return mark + Buffer.from(last).toString('base64url');
}

/**
 * The element after which a token goes on; an empty token stands for the start.
 * @throws ServiceError InvalidArgument
 */
export function readContinuationToken(token: string): string {
  if (token === '') return '';
  const last = Buffer.from(token.slice(mark.length), 'base64url').toString();
  if (token.startsWith(mark) && continuationToken(last) === token) return last;
  throw new ServiceError('InvalidArgument', {
    message: 'The continuation token provided is incorrect',
    fields: { ArgumentName: 'continuation-token', ArgumentValue: token },
  });
}
