import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateLoginProfileCommand,
  GenerateCredentialReportCommand,
  GetCredentialReportCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

// Its own: the report of an account is made once, and lists everybody.
const server = await useServer({});
const iam = iamClient(server);

describe('GetCredentialReport', () => {
  test('is refused before there is a report', async () => {
    const call = iam.send(new GetCredentialReportCommand({}));
    await expectError(call, 'ReportNotPresent', 410);
  });

  test("returns AWS's columns for root and each user", async () => {
    const user = await createUser(iam);
    const Password = 'correct-Horse-1';
    await iam.send(new CreateLoginProfileCommand({ UserName: user.name, Password }));
    const inactive = { AccessKeyId: user.credentials.accessKeyId, UserName: user.name };
    await iam.send(new UpdateAccessKeyCommand({ ...inactive, Status: 'Inactive' }));
    await iam.send(new GenerateCredentialReportCommand({}));
    const report = await iam.send(new GetCredentialReportCommand({}));
    assert.equal(report.ReportFormat, 'text/csv');
    const text = Buffer.from(report.Content ?? []).toString('utf8');
    const [header = '', ...lines] = text.split('\n').map((line) => line.split(','));
    assert.equal(header.length, 22);
    const row = (name: string) => {
      const cells = lines.find(([first]) => first === name) ?? [];
      return Object.fromEntries(Array.from(header, (column, index) => [column, cells[index]]));
    };
    assert.equal(row('<root_account>').access_key_1_active, 'true');
    const found = row(user.name);
    assert.equal(found.arn, user.arn);
    assert.equal(found.password_enabled, 'true');
    assert.equal(found.password_last_used, 'no_information');
    assert.equal(found.access_key_1_active, 'false');
    assert.equal(found.access_key_2_last_rotated, 'N/A');
    assert.match(found.user_creation_time ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
  });

  test('needs iam:GetCredentialReport', async () => {
    await iam.send(new GenerateCredentialReportCommand({}));
    await expectIamPermission(server, iam, 'iam:GetCredentialReport', '*', (client) =>
      client.send(new GetCredentialReportCommand({})),
    );
  });
});
