import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { useServer } from '../harness/server.ts';
import { sendSigned } from '../harness/signed-request.ts';

const server = await useServer();

/** Of those that are not built: each kind once. */
const names = ['Sign', 'CreateGrant', 'ImportKeyMaterial', 'ListGrants'];

describe('an operation of KMS that is not built', () => {
  for (const name of names) {
    test(`answers 501 and names ${name}`, async () => {
      const answer = await sendSigned(server, {
        method: 'POST',
        path: '/',
        body: '{}',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `TrentService.${name}`,
        },
        credentials: server.root,
        service: 'kms',
      });
      assert.equal(answer.status, 501, answer.text);
      const told = { __type: 'NotImplemented', message: `${name} is not implemented.` };
      assert.deepEqual(JSON.parse(answer.text), told);
    });
  }
});
