import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as model from '@aws-sdk/client-sts';
import type { Members, Shape } from '../operation/shape.ts';
import { stsOperations } from './operations.ts';

/** The SDK's form of a schema: kind, namespace, name, traits, and what the kind adds. */
type Schema = readonly unknown[];
const operationKind = 9;

function isSchema(value: unknown): value is Schema {
  return Array.isArray(value);
}

/** A schema may stand behind a function, and a member with traits is a pair of its schema and those. */
function resolved(value: unknown): Schema {
  if (typeof value === 'function') return resolved(value());
  if (!isSchema(value)) return [];
  return value.length === 2 ? resolved(value[0]) : value;
}

const exported: readonly unknown[] = Object.values(model);
const operations = new Map(
  exported
    .filter(isSchema)
    .filter((schema) => schema[0] === operationKind)
    .map((schema) => [String(schema[2]), schema]),
);

/** The members of AWS's structure as text, those of structures and lists inside included. */
function modelPaths(schema: Schema, path: string): readonly string[] {
  const [names, types] = [schema[4], schema[5]];
  if (!isSchema(names)) return schema.length > 4 ? modelPaths(resolved(names), `${path}[]`) : [];
  return names.flatMap((name, index) => {
    const inner = isSchema(types) ? resolved(types[index]) : [];
    const own = `${path}.${name}`;
    return [own, ...modelPaths(inner, own)];
  });
}

function declaredPaths(members: Members, path: string): readonly string[] {
  return Object.entries(members).flatMap(([name, declared]) => {
    const shape = declared.kind === 'optional' ? declared.shape : declared;
    return [`${path}.${name}`, ...shapePaths(shape, `${path}.${name}`)];
  });
}

function shapePaths(shape: Shape, path: string): readonly string[] {
  if (shape.kind === 'structure') return declaredPaths(shape.members, path);
  return shape.kind === 'list' ? shapePaths(shape.element, `${path}[]`) : [];
}

describe("STS's operations and AWS's model", () => {
  test('have the same names, each once', () => {
    const names = stsOperations.map(({ name }) => name);
    assert.deepEqual(names.sort(), [...operations.keys()].sort());
  });

  for (const { name, built, input, output } of stsOperations) {
    if (!built) continue;
    test(`${name} has the same members`, () => {
      const schema = operations.get(name) ?? [];
      const asked = modelPaths(resolved(schema[4]), 'input');
      const answered = modelPaths(resolved(schema[5]), 'output');
      assert.deepEqual([...declaredPaths(input, 'input')].sort(), [...asked].sort());
      assert.deepEqual([...declaredPaths(output, 'output')].sort(), [...answered].sort());
    });
  }

  test('errors are declared in the order of the alphabet', () => {
    for (const { name, errors } of stsOperations) {
      assert.deepEqual([...errors], [...errors].sort(), name);
    }
  });
});
