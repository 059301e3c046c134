import type { FunctionLikeDeclaration, Node } from 'typescript/unstable/ast';
import {
  isBlock,
  isCallExpression,
  isExpressionStatement,
  isFunctionLikeDeclaration,
  isIdentifier,
} from 'typescript/unstable/ast/is';
import { descendants, isProductSource, lineOf } from './project.ts';
import type { Rule } from './rule.ts';

const maxFileLines = 400;
const maxMedianLines = 120;
const maxFunctionLines = 70;
const maxColumns = 100;

const codeFiles = /^(src|test|bench|scripts|bin|console)\/.*\.(tsx?|mjs|js)$/;
const generated = /\.gen\.ts$/;

const fileLength: Rule = {
  name: `no file is longer than ${maxFileLines} lines`,
  *check(project) {
    for (const { path, lines } of project) {
      if (!codeFiles.test(path) || generated.test(path) || lines.length <= maxFileLines) continue;
      yield { path, line: lines.length, what: `has ${lines.length} lines` };
    }
  },
  bad: [{ 'src/store/long.ts': '// a line\n'.repeat(maxFileLines + 1) }],
};

const medianLength: Rule = {
  name: `the median file of src has fewer than ${maxMedianLines} lines`,
  *check(project) {
    const sizes = project
      .filter(({ path }) => isProductSource(path))
      .map(({ lines }) => lines.length)
      .sort((a, b) => a - b);
    const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
    if (median >= maxMedianLines) {
      yield { path: 'src', line: 1, what: `the median file has ${median} lines` };
    }
  },
  bad: [{ 'src/store/long.ts': '// a line\n'.repeat(maxMedianLines) }],
};

const frames = ['describe', 'suite', 'test'];

function isCallOf(node: Node, names: readonly string[]): boolean {
  if (!isCallExpression(node) || !isIdentifier(node.expression)) return false;
  return names.includes(node.expression.text);
}

/** The frame around tests is as long as the tests are many; each of them is measured by itself. */
function isFrame(node: FunctionLikeDeclaration): boolean {
  const { body } = node;
  if (body === undefined || !isBlock(body)) return false;
  return body.statements.some(
    (statement) => isExpressionStatement(statement) && isCallOf(statement.expression, frames),
  );
}

const functionLength: Rule = {
  name: `no function is longer than ${maxFunctionLines} lines`,
  *check(project) {
    for (const { path, tree } of project) {
      if (tree === undefined || generated.test(path)) continue;
      for (const node of descendants(tree)) {
        if (!isFunctionLikeDeclaration(node) || isFrame(node)) continue;
        const first = lineOf(tree, node);
        const length = tree.getLineAndCharacterOfPosition(node.end).line + 2 - first;
        if (length > maxFunctionLines) {
          yield { path, line: first, what: `a function of ${length} lines` };
        }
      }
    }
  },
  bad: [
    { 'src/store/a.ts': `/** A. */\nexport function a() {\n${'  a();\n'.repeat(69)}}\n` },
    { 'src/store/a.ts': `export const a = {\n  b() {\n${'    1;\n'.repeat(69)}  },\n};\n` },
    { 'src/store/a.ts': `export const a = () => {\n${'  1;\n'.repeat(69)}};\n` },
  ],
};

/** What no formatter can break: a literal, a regular expression, a link. */
const unbreakable =
  /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`|https?:\/\/\S+|\/(?:[^/\\]|\\.)+\//g;

const columns: Rule = {
  name: `no line is longer than ${maxColumns} columns, but for a literal that cannot be broken`,
  *check(project) {
    for (const { path, lines } of project) {
      if (!codeFiles.test(path) || generated.test(path)) continue;
      for (const [index, line] of lines.entries()) {
        if (line.length <= maxColumns) continue;
        const breakable = line.replaceAll(unbreakable, '');
        if (breakable !== line && breakable.length <= maxColumns) continue;
        yield { path, line: index + 1, what: `has ${line.length} columns` };
      }
    }
  },
  bad: [{ 'src/store/a.ts': `// ${'words '.repeat(17)}\n` }],
};

export const sizeRules: readonly Rule[] = [fileLength, medianLength, functionLength, columns];
