import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as model from '@aws-sdk/client-iam';
import type { Members, OptionalShape, Shape } from '../operation/shape.ts';
import { iamOperations } from './operations.ts';

/** The SDK's form of a schema: kind, namespace, name, traits, and what the kind adds. */
const structureKinds: readonly unknown[] = [3, 4];
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

function membersOf(schema: unknown): ReadonlyMap<string, unknown> {
  if (!isSchema(schema) || !isSchema(schema[4]) || !isSchema(schema[5])) return new Map();
  const types = schema[5];
  return new Map(schema[4].map((name, index) => [String(name), types[index]]));
}

function shapeOf(declared: Shape | OptionalShape): Shape {
  return declared.kind === 'optional' ? declared.shape : declared;
}

/** Every member of ours that AWS's structure does not have, as a path. */
function strangers(members: Members, schema: unknown, path: string): readonly string[] {
  const known = membersOf(resolved(schema));
  return Object.entries(members).flatMap(([name, declared]) => {
    if (!known.has(name)) return [`${path}.${name}`];
    return nestedStrangers(shapeOf(declared), known.get(name), `${path}.${name}`);
  });
}

function nestedStrangers(shape: Shape, schema: unknown, path: string): readonly string[] {
  const found = resolved(schema);
  if (shape.kind === 'structure') {
    return isSchema(found) && structureKinds.includes(found[0])
      ? strangers(shape.members, found, path)
      : [`${path} is no structure`];
  }
  // A list of a map's entries has no structure in the model.
  if (shape.kind !== 'list' || shape.memberName === 'entry') return [];
  const element = isSchema(found) ? found[4] : undefined;
  return element === undefined ? [] : nestedStrangers(shape.element, element, `${path}[]`);
}

describe("IAM's operations and AWS's model", () => {
  test('have the same names, each once', () => {
    const names = iamOperations.map(({ name }) => name);
    assert.deepEqual(names.sort(), [...operations.keys()].sort());
  });

  for (const { name, built, input, output } of iamOperations) {
    if (!built) continue;
    test(`${name} has the same members`, () => {
      const schema = operations.get(name) ?? [];
      const sorted = (members: Members) => Object.keys(members).sort();
      assert.deepEqual(sorted(input), [...membersOf(resolved(schema[4])).keys()].sort());
      assert.deepEqual(sorted(output), [...membersOf(resolved(schema[5])).keys()].sort());
      assert.deepEqual(strangers(input, schema[4], 'input'), []);
      assert.deepEqual(strangers(output, schema[5], 'output'), []);
    });
  }

  test('errors are ones that the operation declares in the order of the alphabet', () => {
    for (const { name, errors } of iamOperations) {
      assert.deepEqual([...errors], [...errors].sort(), name);
    }
  });
});
