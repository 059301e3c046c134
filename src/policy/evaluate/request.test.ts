import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Principal, principalContext } from './request.ts';

const user: Principal = {
  kind: 'user',
  arn: 'arn:aws:iam::111122223333:user/dev/ann',
  accountId: '111122223333',
  userId: 'AIDAANN',
  userName: 'ann',
  tags: new Map([['Team', 'red']]),
};

test('a user has ARN, account, type, id, name and tags', () => {
  const read = principalContext(user);
  assert.equal(read('aws:principalarn'), 'arn:aws:iam::111122223333:user/dev/ann');
  assert.equal(read('aws:principalaccount'), '111122223333');
  assert.equal(read('aws:principaltype'), 'User');
  assert.equal(read('aws:userid'), 'AIDAANN');
  assert.equal(read('aws:username'), 'ann');
  assert.equal(read('aws:principaltag/team'), 'red');
  assert.equal(read('aws:principaltag/other'), undefined);
  assert.equal(read('aws:principalisawsservice'), 'false');
  assert.equal(read('aws:sourceip'), undefined);
});

test('a role session has the ARN of its role and no user name', () => {
  const read = principalContext({
    kind: 'role-session',
    arn: 'arn:aws:sts::111122223333:assumed-role/app/s1',
    accountId: '111122223333',
    userId: 'AROAAPP:s1',
    roleArn: 'arn:aws:iam::111122223333:role/x/app',
    roleId: 'AROAAPP',
    sessionName: 's1',
  });
  assert.equal(read('aws:principalarn'), 'arn:aws:iam::111122223333:role/x/app');
  assert.equal(read('aws:userid'), 'AROAAPP:s1');
  assert.equal(read('aws:username'), undefined);
});

test('nobody has a type and an id, but no ARN and no account', () => {
  const read = principalContext({ kind: 'anonymous', arn: '', accountId: '', userId: '' });
  assert.equal(read('aws:principaltype'), 'Anonymous');
  assert.equal(read('aws:userid'), 'anonymous');
  assert.equal(read('aws:principalarn'), undefined);
  assert.equal(read('aws:principalaccount'), undefined);
});

test('a service has its name', () => {
  const read = principalContext({
    kind: 'service',
    arn: 'logging.s3.amazonaws.com',
    accountId: '',
    userId: '',
  });
  assert.equal(read('aws:principalisawsservice'), 'true');
  assert.equal(read('aws:principalservicename'), 'logging.s3.amazonaws.com');
  assert.equal(read('aws:principalarn'), undefined);
});
