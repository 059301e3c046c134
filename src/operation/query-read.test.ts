import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ServiceError } from './errors.ts';
import { readParameters } from './query-read.ts';
import { boolean, integer, list, oneOf, optional, structure, text } from './shape.ts';

const name = text({ minLength: 1, maxLength: 8, pattern: /^[\w+=,.@-]+$/ });
const members = {
  UserName: name,
  MaxItems: optional(integer(1, 1000)),
  Tags: optional(list('member', structure({ Key: text({ minLength: 1 }), Value: text() }))),
};

function read(parameters: Record<string, string>, shapes: Parameters<typeof readParameters>[0]) {
  return readParameters(shapes, new Map(Object.entries(parameters)));
}

function message(parameters: Record<string, string>, shapes = members): string {
  try {
    read(parameters, shapes);
  } catch (error) {
    assert.ok(error instanceof ServiceError && error.code === 'ValidationError');
    return error.message;
  }
  return assert.fail('the parameters were accepted');
}

describe('reading the parameters of a Query request', () => {
  test('lists of structures come from numbered members', () => {
    assert.deepEqual(
      read(
        {
          UserName: 'ann',
          'Tags.member.1.Key': 'a',
          'Tags.member.1.Value': '',
          'Tags.member.2.Key': 'b',
          'Tags.member.2.Value': 'c',
        },
        members,
      ),
      {
        UserName: 'ann',
        MaxItems: undefined,
        Tags: [
          { Key: 'a', Value: '' },
          { Key: 'b', Value: 'c' },
        ],
      },
    );
  });

  test('an empty list is not the same as none', () => {
    assert.deepEqual(read({ UserName: 'a', Tags: '' }, members), {
      UserName: 'a',
      MaxItems: undefined,
      Tags: [],
    });
  });

  test('a missing member is named in AWS’s words', () => {
    assert.equal(
      message({}),
      "1 validation error detected: Value null at 'userName' failed to satisfy constraint: Member must not be null",
    );
  });

  test('every violated constraint is told in one message', () => {
    assert.equal(
      message({ UserName: 'much too long', MaxItems: '0' }),
      "3 validation errors detected: Value 'much too long' at 'userName' failed to satisfy constraint: Member must have length less than or equal to 8; Value 'much too long' at 'userName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\w+=,.@-]+$; Value '0' at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
  });

  test('a member of a list is named by its place', () => {
    assert.match(
      message({ UserName: 'a', 'Tags.member.1.Key': '', 'Tags.member.1.Value': '' }),
      /Value '' at 'tags\.1\.member\.key' failed to satisfy constraint: Member must have length greater/,
    );
    assert.match(
      message({ UserName: 'a', 'Tags.member.1.Key': 'k' }),
      /Value null at 'tags\.1\.member\.value' failed/,
    );
  });

  test('a value outside a closed set is refused with the set', () => {
    const shapes = { Status: oneOf('Active', 'Inactive'), Flag: optional(boolean()) };
    assert.throws(
      () => read({ Status: 'Off' }, shapes),
      /Value 'Off' at 'status' failed to satisfy constraint: Member must satisfy enum value set: \[Active, Inactive\]/,
    );
    assert.throws(() => read({ Status: 'Active', Flag: '1' }, shapes), ServiceError);
  });

  test('a list longer than any of AWS’s is refused, not cut', () => {
    const parameters: Record<string, string> = { UserName: 'a' };
    for (let index = 1; index <= 1001; index++) {
      parameters[`Tags.member.${index}.Key`] = 'k';
      parameters[`Tags.member.${index}.Value`] = 'v';
    }
    assert.match(
      message(parameters),
      /'tags' failed to satisfy constraint: Member must have length/,
    );
  });
});
