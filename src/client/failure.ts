import { S3ServiceException } from '@aws-sdk/client-s3';

/** The code that a service refused a request with; undefined where it did not come to that. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof S3ServiceException ? error.name : undefined;
}

/** Whether an answer said that something is not there; HEAD has no more to tell than its status. */
export function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
}

/** Whether an answer said that the caller may not do this. */
export function isDenied(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 403;
}

/** What went wrong, on one line: AWS's code and message, or the reason of the connection. */
export function failureText(error: unknown): string {
  if (error instanceof S3ServiceException) {
    const status = error.$metadata.httpStatusCode;
    const code = error.name === 'Unknown' || error.name === '403' ? `HTTP ${status}` : error.name;
    return error.message === 'UnknownError' ? code : `${code}: ${error.message}`;
  }
  if (error instanceof AggregateError && error.errors.length > 0) {
    return error.errors.map(failureText).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}
