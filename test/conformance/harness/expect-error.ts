import assert from 'node:assert/strict';

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/**
 * The error code of the wire. The SDK's own names differ for IAM (NoSuchEntityException for
 * NoSuchEntity), but it keeps the document's code beside them.
 */
function wireCode(error: unknown): unknown {
  const code = property(error, 'Code') ?? property(property(error, 'Error'), 'Code');
  return code ?? property(error, 'name');
}

/**
 * Expect that a call of the SDK is refused.
 * @param code AWS's error code; undefined for HEAD, whose answers have no body to name one
 * @param status the HTTP status
 * @param message a pattern that the message must match
 */
export async function expectError(
  call: Promise<unknown>,
  code: string | undefined,
  status: number,
  message?: RegExp,
): Promise<void> {
  const error = await call.then(
    () => assert.fail(`expected ${code ?? status}, but the call succeeded`),
    (reason: unknown) => reason,
  );
  if (error instanceof assert.AssertionError) throw error;
  const seen = {
    code: code === undefined ? undefined : wireCode(error),
    status: property(property(error, '$metadata'), 'httpStatusCode'),
  };
  const text = String(property(error, 'message'));
  assert.deepEqual(seen, { code, status }, `${String(wireCode(error))}: ${text}`);
  if (message !== undefined) assert.match(text, message);
}

/**
 * AWS's words for a refusal because nothing allowed it.
 * @param resource as it is printed: S3 puts it into quotes, IAM does not
 */
export function notAuthorized(userArn: string, action: string, resource: string): RegExp {
  const printed = action.startsWith('s3:') ? `"${resource}"` : resource;
  const words =
    `User: ${userArn} is not authorized to perform: ${action} on resource: ${printed} because ` +
    `no identity-based policy allows the ${action} action`;
  return new RegExp(words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}
