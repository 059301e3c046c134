/** The code that any service of AWS refused with; undefined where it did not come to that. */
export function codeOf(error: unknown): string | undefined {
  return isAnswer(error) ? error.name : undefined;
}

/** An answer of a service that is an error, as the SDK throws it. */
function isAnswer(error: unknown): error is Error & { readonly $metadata: unknown } {
  return error instanceof Error && '$metadata' in error && '$fault' in error;
}

function statusOf(error: unknown): number | undefined {
  if (!isAnswer(error) || typeof error.$metadata !== 'object') return undefined;
  return Number(Reflect.get(error.$metadata ?? {}, 'httpStatusCode'));
}

/** Whether a service answered that something does not exist; HEAD tells no more than its status. */
export function isMissing(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** Whether a service answered that the caller may not do this; to HEAD it gives no code. */
export function isDenied(error: unknown): boolean {
  const isCode = /^(AccessDenied|UnauthorizedOperation|Forbidden$|Unknown|403$)/;
  return statusOf(error) === 403 && isCode.test(codeOf(error) ?? '');
}

/** What an answer is, or undefined where the thing asked for does not exist. */
export async function unlessMissing<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const unreachable = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH'];

/**
 * What went wrong with a request, and what to do about it, on one line.
 * @param endpoint where it went, as far as that is known
 */
export function failureText(error: unknown, endpoint = 'the endpoint'): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return failureText(error.errors[0], endpoint);
  }
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && typeof error.code === 'string' && unreachable.includes(error.code)) {
    return `${endpoint} cannot be reached (${error.code}); name another with --endpoint-url`;
  }
  if (error.name === 'CredentialsProviderError') {
    return (
      'there is no credential: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, ' +
      `or name a profile with --profile (${error.message})`
    );
  }
  return answerText(error, endpoint);
}

function answerText(error: Error, endpoint: string): string {
  const code = codeOf(error);
  if (code === 'InvalidClientTokenId' || code === 'InvalidAccessKeyId') {
    return `${endpoint} does not know this access key; is it the right endpoint? (${code})`;
  }
  if (code === undefined) return error.message;
  const shown = /^(Unknown.*|\d{3})$/.test(code) ? `HTTP ${statusOf(error)}` : code;
  return error.message === 'UnknownError' ? shown : `${shown}: ${error.message}`;
}
