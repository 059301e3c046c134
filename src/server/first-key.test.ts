import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { printFirstKey } from './first-key.ts';

const key = { accountId: '111122223333', accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 's3cr3t' };

describe('the first key', () => {
  test('is told with the two lines that make the AWS CLI use it', () => {
    const told = printFirstKey(key, 'http://127.0.0.1:9000', 'eu-west-1');
    const exports = told.split('\n').filter((line) => line.startsWith('  export '));
    assert.deepEqual(exports, [
      '  export AWS_ENDPOINT_URL=http://127.0.0.1:9000 AWS_DEFAULT_REGION=eu-west-1',
      '  export AWS_ACCESS_KEY_ID=AKIAEXAMPLE AWS_SECRET_ACCESS_KEY=s3cr3t',
    ]);
  });

  test('has no secret where that was given', () => {
    const told = printFirstKey({ ...key, secretAccessKey: undefined }, 'http://x', 'us-east-1');
    assert.match(told, /the one that was given/);
    assert.match(told, /AWS_SECRET_ACCESS_KEY=\$STRONGROOM_ROOT_SECRET_ACCESS_KEY/);
  });
});
