import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { useServer } from '../harness/server.ts';
import { sendSigned } from '../harness/signed-request.ts';

const server = await useServer();

/** Of those that are not built: each kind once. */
const names = ['CreateTrail', 'StartQuery', 'DescribeTrails'];

describe('an operation of CloudTrail that is not built', () => {
  for (const name of names) {
    test(`answers 501 and names ${name}`, async () => {
      const answer = await sendSigned(server, {
        method: 'POST',
        path: '/',
        body: '{}',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `CloudTrail_20131101.${name}`,
        },
        credentials: server.root,
        service: 'cloudtrail',
      });
      assert.equal(answer.status, 501, answer.text);
      const told = { __type: 'NotImplemented', message: `${name} is not implemented.` };
      assert.deepEqual(JSON.parse(answer.text), told);
    });
  }
});
