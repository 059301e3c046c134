import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as model from '@aws-sdk/client-cloudtrail';
import type { Members } from '../operation/shape.ts';
import { cloudTrailOperations } from './operations.ts';

const operationKind = 9;

type Schema = readonly unknown[];

function isSchema(value: unknown): value is Schema {
  return Array.isArray(value);
}

function resolved(value: unknown): unknown {
  if (typeof value === 'function') return resolved(value());
  // A member with traits of its own is a pair of its schema and those.
  return isSchema(value) && value.length === 2 ? resolved(value[0]) : value;
}

const exported: readonly unknown[] = Object.values(model);
const operations = new Map(
  exported
    .filter(isSchema)
    .filter((schema) => schema[0] === operationKind)
    .map((schema) => [String(schema[2]), schema]),
);

function memberNames(schema: unknown): readonly string[] {
  const found = resolved(schema);
  return isSchema(found) && isSchema(found[4]) ? found[4].map(String).sort() : [];
}

describe("CloudTrail's operations and AWS's model", () => {
  test('have the same names, each once', () => {
    const names = cloudTrailOperations.map(({ name }) => name);
    assert.deepEqual(names.sort(), [...operations.keys()].sort());
  });

  for (const { name, built, input, output } of cloudTrailOperations) {
    if (!built) continue;
    test(`${name} has the same members`, () => {
      const schema = operations.get(name) ?? [];
      const sorted = (members: Members) => Object.keys(members).sort();
      assert.deepEqual(sorted(input), memberNames(schema[4]));
      assert.deepEqual(sorted(output), memberNames(schema[5]));
    });
  }
});
