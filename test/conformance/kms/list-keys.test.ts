import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListKeysCommand, paginateListKeys } from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('ListKeys', () => {
  test('lists every key once, page by page', async () => {
    const made = [];
    for (let count = 0; count < 5; count += 1) made.push((await createKey(kms)).arn);
    const listed: (string | undefined)[] = [];
    for await (const { Keys } of paginateListKeys({ client: kms, pageSize: 2 }, {})) {
      listed.push(...(Keys ?? []).map(({ KeyArn }) => KeyArn));
    }
    assert.equal(new Set(listed).size, listed.length);
    assert.deepEqual(
      made.filter((arn) => !listed.includes(arn)),
      [],
    );
  });

  test('refuses a page of no size', async () => {
    const refused = kms.send(new ListKeysCommand({ Limit: 0 }));
    await expectError(refused, 'ValidationException', 400, /greater than or equal to 1/);
  });

  test('needs kms:ListKeys', async () => {
    await expectKmsPermission(server, [['kms:ListKeys', '*']], (client) =>
      client.send(new ListKeysCommand({})),
    );
  });
});
