import { type Node, SyntaxKind } from 'typescript/unstable/ast';
import {
  isArrowFunction,
  isFunctionDeclaration,
  isFunctionExpression,
  isVariableStatement,
} from 'typescript/unstable/ast/is';
import { isProductSource, lineOf, type Project } from './project.ts';
import type { Rule } from './rule.ts';

function isExported(node: Node): boolean {
  let exported = false;
  node.forEachChild((child) => {
    if (child.kind === SyntaxKind.ExportKeyword) exported = true;
  });
  return exported;
}

/** Whether a statement declares a function, by whichever syntax. */
function declaresFunction(statement: Node): boolean {
  if (isFunctionDeclaration(statement)) return true;
  if (!isVariableStatement(statement)) return false;
  return statement.declarationList.declarations.some(
    ({ initializer }) =>
      initializer !== undefined &&
      (isArrowFunction(initializer) || isFunctionExpression(initializer)),
  );
}

const docComments: Rule = {
  name: 'every exported function has a doc comment',
  *check(project) {
    for (const { path, tree } of project) {
      if (tree === undefined || !isProductSource(path)) continue;
      for (const statement of tree.statements) {
        if (!isExported(statement) || !declaresFunction(statement)) continue;
        if ((statement.jsDoc?.length ?? 0) > 0) continue;
        const line = lineOf(tree, statement);
        yield { path, line, what: 'an exported function without a doc comment' };
      }
    }
  },
  bad: [
    { 'src/store/a.ts': 'export function a() {}\n' },
    { 'src/store/a.ts': '// no doc comment\nexport const a = () => 1;\n' },
  ],
};

const decisionPath = /^docs\/decisions\/(.+)$/;
const decisionName = /^(\d{4})-[a-z0-9]+(-[a-z0-9]+)*\.md$/;

function decisionsOf(project: Project) {
  return project.flatMap((file) => {
    const name = decisionPath.exec(file.path)?.[1];
    return name === undefined || name === 'README.md' ? [] : [{ ...file, name }];
  });
}

const decisionNumbers: Rule = {
  name: 'decisions are numbered without gaps and begin with a heading',
  *check(project) {
    const sorted = decisionsOf(project).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const [index, { path, name, lines }] of sorted.entries()) {
      const number = decisionName.exec(name)?.[1];
      const expected = String(index + 1).padStart(4, '0');
      if (number !== expected) yield { path, line: 1, what: `is not ${expected}-some-words.md` };
      if (!lines[0]?.startsWith('# ')) yield { path, line: 1, what: 'begins without a heading' };
    }
  },
  bad: [
    { 'docs/decisions/0002-sqlite.md': '# SQLite\n' },
    { 'docs/decisions/0001-a.md': '# A\n', 'docs/decisions/0001-b.md': '# B\n' },
    { 'docs/decisions/0001-sqlite.md': 'SQLite\n' },
    { 'docs/decisions/sqlite.md': '# SQLite\n' },
  ],
};

const dependencyGroups = ['dependencies', 'devDependencies', 'optionalDependencies'];

function dependenciesOf(packageText: string): readonly string[] {
  const parsed: unknown = JSON.parse(packageText);
  if (typeof parsed !== 'object' || parsed === null) return [];
  return dependencyGroups.flatMap((group) => Object.keys(Reflect.get(parsed, group) ?? {}));
}

const dependencyChoices: Rule = {
  name: 'a decision names every dependency',
  *check(project) {
    const manifest = project.find(({ path }) => path === 'package.json');
    if (manifest === undefined) return;
    const decisions = decisionsOf(project).map(({ text }) => text);
    for (const name of dependenciesOf(manifest.text)) {
      if (decisions.some((text) => text.includes(`\`${name}\``))) continue;
      const line = manifest.lines.findLastIndex((text) => text.includes(`"${name}":`)) + 1;
      yield { path: 'package.json', line, what: `no decision names \`${name}\`` };
    }
  },
  bad: [{ 'package.json': '{ "devDependencies": { "left-pad": "1.0.0" } }\n' }],
};

export const documentationRules: readonly Rule[] = [
  docComments,
  decisionNumbers,
  dependencyChoices,
];
