import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { actionId } from '../catalogue/catalogue.ts';
import { parsePolicy } from '../document/parse.ts';
import { compilePolicy } from './compile.ts';
import { statementsAbout } from './statement-index.ts';

function policy(...Statement: readonly object[]) {
  const parsed = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }), 'identity');
  assert.ok(parsed.ok);
  return compilePolicy(parsed.document, { kind: 'inline', name: 'p' });
}

const onObjects = (Sid: string, Resource: string | readonly string[], more: object = {}) => ({
  Sid,
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource,
  ...more,
});

const policies = [
  policy(
    onObjects('pics', 'arn:aws:s3:::pics/*'),
    onObjects('twoBuckets', ['arn:aws:s3:::pics/a/*', 'arn:aws:s3:::music/*']),
    onObjects('wildBucket', 'arn:aws:s3:::pi*/a'),
  ),
  policy(
    onObjects('variable', 'arn:aws:s3:::home/${aws:username}/*'),
    onObjects('anything', '*'),
    onObjects('other', 'arn:aws:s3:::other/*', { Effect: 'Deny' }),
    onObjects('denied', 'arn:aws:s3:::pics/secret', { Effect: 'Deny' }),
    onObjects('listing', 'arn:aws:s3:::pics/*', { Action: 's3:ListMultipartUploadParts' }),
  ),
  policy({
    ...{ Sid: 'exceptPics', Effect: 'Deny', Action: 's3:GetObject' },
    NotResource: 'arn:aws:s3:::pics/*',
  }),
];

const about = (action: string, resource: string) =>
  statementsAbout(policies, actionId(action), resource).map(({ source }) => source.sid);

describe('the statements about a request', () => {
  const everywhere = ['exceptPics', 'wildBucket', 'variable', 'anything'];

  test('are those of its action and bucket, Deny first, in the order of the policies', () => {
    assert.deepEqual(about('s3:GetObject', 'arn:aws:s3:::pics/b'), [
      ...['denied', 'exceptPics', 'pics', 'twoBuckets', 'wildBucket'],
      ...['variable', 'anything'],
    ]);
    assert.deepEqual(about('s3:ListMultipartUploadParts', 'arn:aws:s3:::pics/b'), ['listing']);
  });

  test('of a bucket that no policy names are those about all', () => {
    assert.deepEqual(about('s3:GetObject', 'arn:aws:s3:::picnic/a'), everywhere);
    assert.deepEqual(about('s3:GetObject', '*'), everywhere);
  });

  test('name a bucket by its whole name', () => {
    assert.deepEqual(about('s3:GetObject', 'arn:aws:s3:::pic/b'), everywhere);
    assert.ok(about('s3:GetObject', 'arn:aws:s3:::music/b').includes('twoBuckets'));
  });
});
