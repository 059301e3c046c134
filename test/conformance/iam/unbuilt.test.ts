import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';

const server = await useServer();

/** Of those that are not built: each kind once. */
const names = ['CreateSAMLProvider', 'EnableMFADevice', 'UploadServerCertificate'];

describe('an operation of IAM that is not built', () => {
  const call = (name: string) =>
    sendSigned(server, {
      method: 'POST',
      path: '/',
      body: `Action=${name}&Version=2010-05-08`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      credentials: server.root,
      service: 'iam',
    });

  for (const name of names) {
    test(`answers 501 and names ${name}`, async () => {
      const answer = await call(name);
      assert.equal(answer.status, 501, answer.text);
      assert.match(answer.text, new RegExp(name));
    });
  }

  test('differs from one that AWS does not have', async () => {
    const answer = await call('CreateNothing');
    assert.deepEqual([answer.status, errorCode(answer)], [400, 'InvalidAction'], answer.text);
  });
});
