import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketNotificationConfigurationCommand,
} from '@aws-sdk/client-s3';
import { createBucket } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { useReceiver } from '../conformance/harness/receiver.ts';
import { useServer } from '../conformance/harness/server.ts';
import { picture, signInWithKey, useBrowser, visit } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';

const topic = (name: string) => `arn:aws:sns:us-east-1:111122223333:${name}`;
const hook = await useReceiver();
const targets = ['hook', 'other'].flatMap((name) => [
  '--notification-target',
  `${topic(name)}=${hook.origin}/events`,
]);
const server = await useServer({ arguments: [...withConsole, ...targets] });
const origin = await consoleOrigin(server);
const s3 = s3Client(server);
const browser = await useBrowser();

describe('what a bucket tells of itself, in the console', { timeout: 200_000 }, async () => {
  const { page, expectNoFaults } = await visit(browser, origin);
  const Bucket = await createBucket(s3);
  const dialog = page.getByRole('dialog');
  const show = () => page.goto(`/buckets/details/${Bucket}?tab=properties`);
  const notified = () => s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));

  test('a notification is added, tested, edited and deleted, and others stay', async () => {
    await signInWithKey(page, server.root);
    const FilterRules = [{ Name: 'suffix' as const, Value: '<i>.txt' }];
    const kept = {
      ...{ Id: 'kept', TopicArn: topic('other'), Events: ['s3:ObjectRemoved:*' as const] },
      Filter: { Key: { FilterRules } },
    };
    const NotificationConfiguration = { TopicConfigurations: [kept] };
    const put = { Bucket, NotificationConfiguration };
    await s3.send(new PutBucketNotificationConfigurationCommand(put));
    const before = (await notified()).TopicConfigurations?.[0];
    await show();
    await page.getByText('*<i>.txt').waitFor();
    await page.getByRole('button', { name: 'Add notification' }).click();
    const save = dialog.getByRole('button', { name: 'Save notification' });
    assert.equal(await save.isDisabled(), true);
    await dialog.getByLabel('Name - optional').fill('photos');
    await dialog.getByLabel('Prefix - optional').fill('photos/');
    await dialog.getByLabel('Destination').fill(topic('hook'));
    await picture(page, 'bucket-notification', true);
    await dialog.getByLabel('Destination').fill(topic('nowhere'));
    await save.click();
    await dialog.getByText('Unable to validate the following destination').waitFor();
    await dialog.getByLabel('Destination').fill(topic('hook'));
    await save.click();
    await page.getByText('The notification was saved.').first().waitFor();
    const [first, second] = (await notified()).TopicConfigurations ?? [];
    assert.deepEqual(first, before);
    assert.deepEqual(second?.Events, ['s3:ObjectCreated:*']);
    assert.deepEqual(
      second?.Filter?.Key?.FilterRules?.map(({ Value }) => Value),
      ['photos/'],
    );

    await page.getByRole('radio', { name: 'Select photos' }).check();
    await page.getByRole('button', { name: 'Edit notification' }).click();
    await dialog.getByLabel('Suffix - optional').fill('.jpg');
    await save.click();
    await page.getByText('photos/*.jpg').waitFor();
    await page.getByRole('radio', { name: 'Select photos' }).check();
    await page.getByRole('button', { name: 'Delete notification' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('The notification was deleted.').waitFor();
    assert.deepEqual((await notified()).TopicConfigurations, [before]);
  });

  test('requests are logged in another bucket, by a format that is kept', async () => {
    const target = await createBucket(s3);
    const TargetObjectKeyFormat = {
      PartitionedPrefix: { PartitionDateSource: 'EventTime' as const },
    };
    const LoggingEnabled = { TargetBucket: target, TargetPrefix: 'old/', TargetObjectKeyFormat };
    const BucketLoggingStatus = { LoggingEnabled };
    await s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus }));
    const logged = async () =>
      (await s3.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled;
    await show();
    await page.getByText(`To s3://${target}/old/`).waitFor();
    await page.getByRole('button', { name: 'Edit Access logging' }).click();
    await page.getByLabel('Prefix of the logs - optional').fill('new/');
    await page.getByText('logging.s3.amazonaws.com').waitFor();
    await picture(page, 'bucket-logging');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText(`To s3://${target}/new/`).waitFor();
    assert.deepEqual(await logged(), { ...LoggingEnabled, TargetPrefix: 'new/' });
    await page.getByRole('button', { name: 'Edit Access logging' }).click();
    await page.getByRole('checkbox', { name: 'Log requests' }).uncheck();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Access logging: saved.').last().waitFor();
    await page.getByText('Off', { exact: true }).waitFor();
    assert.equal(await logged(), undefined);
    expectNoFaults();
  });
});
