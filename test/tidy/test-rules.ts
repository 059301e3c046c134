import type { Node } from 'typescript/unstable/ast';
import {
  isCallExpression,
  isIdentifier,
  isPropertyAccessExpression,
} from 'typescript/unstable/ast/is';
import { importsOf } from './import-rules.ts';
import { descendants, lineOf, type Project, type ProjectFile } from './project.ts';
import type { Rule } from './rule.ts';

/** The name that a call begins with: `assert` for `assert.equal(...)`. */
function calledName(node: Node): string | undefined {
  if (!isCallExpression(node)) return undefined;
  let callee: Node = node.expression;
  while (isPropertyAccessExpression(callee)) callee = callee.expression;
  return isIdentifier(callee) ? callee.text : undefined;
}

const asserting = /^(assert|expect|check|prove|hold|verify|refuse|accept)/;

/** The names that a file calls. */
function namesCalled({ tree }: ProjectFile): readonly string[] {
  if (tree === undefined) return [];
  return [...descendants(tree)].map(calledName).filter((name) => name !== undefined);
}

/** A test file, and the suites of test/ that it runs on what it names. */
function withSuites(file: ProjectFile, project: Project): readonly ProjectFile[] {
  const targets = importsOf(file).map(({ target }) => target);
  const suites = project.filter(({ path }) => path.startsWith('test/') && targets.includes(path));
  return [file, ...suites];
}

const assertions: Rule = {
  name: 'every test file has a test, and asserts something',
  *check(project) {
    for (const file of project) {
      const { path, tree } = file;
      if (tree === undefined || !path.endsWith('.test.ts')) continue;
      const names = withSuites(file, project).flatMap(namesCalled);
      if (!names.includes('test')) yield { path, line: 1, what: 'has no test' };
      else if (!names.some((name) => asserting.test(name))) {
        yield { path, line: 1, what: 'asserts nothing' };
      }
    }
  },
  bad: [
    { 'src/store/a.test.ts': "import { test } from 'node:test';\ntest('a', () => {});\n" },
    { 'src/store/a.test.ts': "import assert from 'node:assert/strict';\nassert.ok(1);\n" },
  ],
};

const frames = new Set(['test', 'it', 'describe', 'suite']);
const exclusions = new Set(['only', 'skip', 'todo']);

const noneLeftOut: Rule = {
  name: 'no test is skipped, put off or run alone',
  *check(project) {
    for (const { path, tree } of project) {
      if (tree === undefined || !path.endsWith('.test.ts')) continue;
      for (const node of descendants(tree)) {
        if (!isPropertyAccessExpression(node) || !isIdentifier(node.expression)) continue;
        if (!frames.has(node.expression.text) || !exclusions.has(node.name.text)) continue;
        yield { path, line: lineOf(tree, node), what: `has ${node.getText(tree)}` };
      }
    }
  },
  bad: [
    { 'src/store/a.test.ts': "test.only('a', () => {});\n" },
    { 'src/store/a.test.ts': "describe.skip('a', () => {});\n" },
  ],
};

/** Operations whose test is still to be written. The list may only shrink. */
const untestedPath = 'test/tidy/untested-operations.json';
const operationFile =
  /^src\/(s3|iam|sts|kms|cloudtrail|access-analyzer)\/operations\/([a-z0-9-]+)\.ts$/;

function untestedOperations(project: Project): readonly string[] {
  const list = project.find(({ path }) => path === untestedPath);
  const parsed: unknown = list === undefined ? [] : JSON.parse(list.text);
  return Array.isArray(parsed) ? parsed.map(String) : [];
}

const operationsAreTested: Rule = {
  name: 'every operation has a conformance test, or is in the list that may only shrink',
  *check(project) {
    const paths = new Set(project.map(({ path }) => path));
    const untested = new Set(untestedOperations(project));
    for (const path of paths) {
      const [, service, name] = operationFile.exec(path) ?? [];
      if (name === undefined) continue;
      const testPath = `test/conformance/${service}/${name}.test.ts`;
      if (paths.has(testPath) === untested.has(path)) {
        const what = untested.has(path)
          ? `is tested: take it out of ${untestedPath}`
          : `needs ${testPath}`;
        yield { path, line: 1, what };
      }
    }
    for (const path of untested) {
      if (!paths.has(path)) yield { path: untestedPath, line: 1, what: `${path} does not exist` };
    }
  },
  bad: [
    { 'src/s3/operations/get-a.ts': '' },
    { [untestedPath]: '["src/s3/operations/get-a.ts"]' },
    {
      'src/s3/operations/get-a.ts': '',
      'test/conformance/s3/get-a.test.ts': '',
      [untestedPath]: '["src/s3/operations/get-a.ts"]',
    },
  ],
};

export const testRules: readonly Rule[] = [assertions, noneLeftOut, operationsAreTested];
