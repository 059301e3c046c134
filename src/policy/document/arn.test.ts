import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAccountId, namedAccount, parseArn, resourcePartOffset } from './arn.ts';

test('an ARN has six parts, and the last may contain colons', () => {
  assert.deepEqual(parseArn('arn:aws:sns:eu-west-1:111122223333:a:b'), {
    partition: 'aws',
    service: 'sns',
    region: 'eu-west-1',
    account: '111122223333',
    resource: 'a:b',
  });
  assert.equal(parseArn('arn:aws:s3::bucket'), undefined);
  assert.equal(parseArn('urn:aws:s3:::bucket'), undefined);
});

test('an account is named by its id and by its root', () => {
  assert.equal(namedAccount('111122223333'), '111122223333');
  assert.equal(namedAccount('arn:aws:iam::111122223333:root'), '111122223333');
  assert.equal(namedAccount('arn:aws:iam::111122223333:user/root'), undefined);
  assert.equal(namedAccount('arn:aws:sts::111122223333:root'), undefined);
  assert.equal(namedAccount('arn:other:iam::111122223333:root'), undefined);
});

test('account ids are twelve digits', () => {
  assert.ok(isAccountId('000000000000'));
  assert.ok(!isAccountId('11112222333'));
  assert.ok(!isAccountId('11112222333a'));
  assert.ok(!isAccountId('１１１１２２２２３３３３'));
});

test('the resource part begins behind the fifth colon', () => {
  assert.equal(resourcePartOffset('arn:aws:s3:::b/k'), 13);
  assert.equal(resourcePartOffset('arn:aws:s3'), -1);
});
