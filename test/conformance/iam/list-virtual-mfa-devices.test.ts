import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListVirtualMFADevicesCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListVirtualMFADevices', () => {
  test('is empty, with and without a status', async () => {
    for (const input of [{ AssignmentStatus: 'Assigned' as const }, {}]) {
      const answer = await iam.send(new ListVirtualMFADevicesCommand(input));
      assert.deepEqual([answer.VirtualMFADevices, answer.IsTruncated], [[], false]);
    }
  });

  test('needs iam:ListVirtualMFADevices', async () => {
    await expectIamPermission(server, iam, 'iam:ListVirtualMFADevices', '*', (client) =>
      client.send(new ListVirtualMFADevicesCommand({})),
    );
  });
});
