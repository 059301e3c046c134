import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GenerateCredentialReportCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

// An account has one report: this file's is the first.
const server = await useServer({});
const iam = iamClient(server);

describe('GenerateCredentialReport', () => {
  test('starts a report, and then says that it is complete', async () => {
    const first = await iam.send(new GenerateCredentialReportCommand({}));
    assert.equal(first.State, 'STARTED');
    assert.match(first.Description ?? '', /^No report exists\. /);
    const second = await iam.send(new GenerateCredentialReportCommand({}));
    assert.deepEqual([second.State, second.Description], ['COMPLETE', undefined]);
  });

  test('needs iam:GenerateCredentialReport', async () => {
    await expectIamPermission(server, iam, 'iam:GenerateCredentialReport', '*', (client) =>
      client.send(new GenerateCredentialReportCommand({})),
    );
  });
});
