import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contextFacts, printContext } from '../../identity/encryption-context.ts';
import { contextOfNewObject, readContext } from './kms-context.ts';

const arn = 'arn:aws:s3:::photos/cat.jpg';
const encoded = (text: string) => Buffer.from(text).toString('base64');

describe('the encryption context of an object', () => {
  test('is its ARN, and what the client says besides', () => {
    assert.deepEqual(contextOfNewObject(undefined, arn), { 'aws:s3:arn': arn });
    const team = contextOfNewObject(encoded('{"team":"a"}'), arn);
    assert.deepEqual(team, { 'aws:s3:arn': arn, team: 'a' });
    const own = contextOfNewObject(encoded('{"aws:s3:arn":"mine"}'), arn);
    assert.deepEqual(own, { 'aws:s3:arn': 'mine' });
  });

  test('is refused where it is no map of texts, or too long', () => {
    const long = encoded(JSON.stringify({ a: 'x'.repeat(10_000) }));
    const twice = encoded('{"a":"1","A":"2"}');
    const shadow = encoded('{"AWS:s3:arn":"arn:aws:s3:::other/*"}');
    for (const header of [
      '',
      '!',
      twice,
      shadow,
      encoded('[]'),
      encoded('null'),
      encoded('{"a":1}'),
      long,
    ]) {
      assert.throws(() => contextOfNewObject(header, arn), { code: 'InvalidArgument' });
    }
  });

  test('prints alike in any order, and reads back', () => {
    const text = printContext({ b: '2', a: '1' });
    assert.equal(text, printContext({ a: '1', b: '2' }));
    assert.deepEqual(readContext(text), { a: '1', b: '2' });
    assert.deepEqual(readContext(''), {});
  });

  test('is what conditions see', () => {
    const facts = contextFacts({ 'aws:s3:arn': arn });
    assert.equal(facts.get('kms:encryptioncontext:aws:s3:arn'), arn);
    assert.deepEqual(facts.get('kms:encryptioncontextkeys'), ['aws:s3:arn']);
  });
});
