/** The code that any service of AWS refused with; undefined where it did not come to that. */
export function serviceCode(error: unknown): string | undefined {
  return error instanceof Error && '$metadata' in error && '$fault' in error
    ? error.name
    : undefined;
}

/** Whether a service answered that something does not exist. */
export function isNoSuchEntity(error: unknown): boolean {
  return serviceCode(error)?.startsWith('NoSuchEntity') === true;
}

/** Whether a service answered that the caller may not do this. */
export function isRefused(error: unknown): boolean {
  return /^(AccessDenied|UnauthorizedOperation|403$)/.test(serviceCode(error) ?? '');
}

/** What an answer is, or undefined where the thing asked for does not exist. */
export async function unlessMissing<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isNoSuchEntity(error)) return undefined;
    throw error;
  }
}

const unreachable = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH'];

/** What went wrong with a request, and what to do about it, on one line. */
export function serviceFailure(error: unknown, endpoint: string | undefined): string {
  const where = endpoint ?? 'AWS';
  if (error instanceof AggregateError && error.errors.length > 0) {
    return serviceFailure(error.errors[0], endpoint);
  }
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && typeof error.code === 'string' && unreachable.includes(error.code)) {
    return `${where} cannot be reached (${error.code}); name another with --endpoint-url`;
  }
  if (error.name === 'CredentialsProviderError') {
    return (
      'there is no credential: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, ' +
      `or name a profile with --profile (${error.message})`
    );
  }
  const code = serviceCode(error);
  if (code === 'InvalidClientTokenId' || code === 'InvalidAccessKeyId') {
    return `${where} does not know this access key; is it the right endpoint? (${code})`;
  }
  return code === undefined ? error.message : `${code}: ${error.message}`;
}
