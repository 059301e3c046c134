import { ServiceError } from '../operation/errors.ts';

/** The body is shorter or longer than its declaration. */
export function incompleteBody(declaredBytes: number | undefined, sentBytes: number): ServiceError {
  return new ServiceError('IncompleteBody', {
    fields: {
      ...(declaredBytes !== undefined && { NumberBytesExpected: String(declaredBytes) }),
      NumberBytesProvided: String(sentBytes),
    },
  });
}
