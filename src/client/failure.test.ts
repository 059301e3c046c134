import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codeOf, failureText, isDenied, isMissing, unlessMissing } from './failure.ts';

/** An error as the SDK throws it for an answer. */
function answer(name: string, httpStatusCode: number, message = 'told'): Error {
  return Object.assign(new Error(message), {
    name,
    $fault: 'client',
    $metadata: { httpStatusCode },
  });
}

describe('a failure', () => {
  test('is missing or denied by what the service answered', async () => {
    assert.deepEqual(
      [answer('NoSuchEntity', 404), answer('NotFound', 404), new Error('x')].map(isMissing),
      [true, true, false],
    );
    assert.equal(await unlessMissing(Promise.reject(answer('NoSuchBucket', 404))), undefined);
    await assert.rejects(unlessMissing(Promise.reject(answer('AccessDenied', 403))));
    const denied = ['AccessDenied', 'AccessDeniedException', 'Forbidden', '403', 'UnknownError'];
    for (const name of denied) assert.ok(isDenied(answer(name, 403)), name);
    for (const name of ['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'ExpiredToken']) {
      assert.ok(!isDenied(answer(name, 403)), name);
    }
    assert.equal(codeOf(answer('SlowDown', 503)), 'SlowDown');
    assert.equal(codeOf(new Error('x')), undefined);
  });

  for (const [error, text] of [
    [answer('SlowDown', 503, 'Reduce your rate.'), /^SlowDown: Reduce your rate\.$/],
    [answer('403', 403, 'UnknownError'), /^HTTP 403$/],
    [answer('InvalidAccessKeyId', 403), /^http:\/\/s3 does not know this access key; is it the/],
    [
      new AggregateError([Object.assign(new Error('no'), { code: 'ECONNREFUSED' })]),
      /^http:\/\/s3 cannot be reached \(ECONNREFUSED\); name another with --endpoint-url$/,
    ],
    [
      Object.assign(new Error('none'), { name: 'CredentialsProviderError' }),
      /^there is no credential: set AWS_ACCESS_KEY_ID .* --profile \(none\)$/,
    ],
    ['a text', /^a text$/],
  ] as const) {
    test(`${String(error)} says what to do`, () => {
      assert.match(failureText(error, 'http://s3'), text);
    });
  }

  test('without an endpoint names none', () => {
    const error = Object.assign(new Error('no'), { code: 'ENOTFOUND' });
    assert.match(failureText(error), /^the endpoint cannot be reached/);
  });
});
