import { type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast';
import {
  isAsExpression,
  isNonNullExpression,
  isTypeAssertion,
  isTypeReferenceNode,
} from 'typescript/unstable/ast/is';
import { descendants, lineOf, type Project } from './project.ts';
import type { Rule } from './rule.ts';

function isConstAssertion(node: Node, tree: SourceFile): boolean {
  if (!isAsExpression(node) || !isTypeReferenceNode(node.type)) return false;
  return node.type.getText(tree) === 'const';
}

/** What a node claims without proof; undefined for most nodes. */
function unprovenClaim(node: Node, tree: SourceFile): string | undefined {
  if (node.kind === SyntaxKind.AnyKeyword) return 'uses any';
  if (isNonNullExpression(node)) return 'asserts that something is there with !';
  if (isTypeAssertion(node)) return 'casts';
  if (isAsExpression(node) && !isConstAssertion(node, tree)) return 'casts with as';
  return undefined;
}

/** Modules that may cast, each with its reason: where data from outside gets its type. */
const listPath = 'test/tidy/boundary-modules.json';

function boundaryModules(project: Project): ReadonlySet<string> {
  const list = project.find(({ path }) => path === listPath);
  return new Set(Object.keys(list === undefined ? {} : JSON.parse(list.text)));
}

const noClaims: Rule = {
  name: 'only boundary modules cast, and nothing uses any or !',
  *check(project) {
    const boundary = boundaryModules(project);
    for (const { path, tree } of project) {
      if (tree === undefined || path.endsWith('.gen.ts')) continue;
      for (const node of descendants(tree)) {
        const claim = unprovenClaim(node, tree);
        if (claim === undefined || (claim.startsWith('casts') && boundary.has(path))) continue;
        yield { path, line: lineOf(tree, node), what: claim };
      }
    }
  },
  bad: [
    { 'src/store/a.ts': 'export const a: any = 1;\n' },
    { 'src/store/a.ts': "export const a = ''.at(0)!;\n" },
    { 'src/store/a.ts': 'export const a = {} as string;\n' },
    { 'test/a.test.ts': 'export const a = <string>{};\n' },
  ],
};

const listIsTrue: Rule = {
  name: 'a boundary module that casts no more leaves the list',
  *check(project) {
    for (const path of boundaryModules(project)) {
      const tree = project.find((file) => file.path === path)?.tree;
      const nodes = tree === undefined ? [] : [...descendants(tree)];
      const casts = nodes.some((node) => tree && unprovenClaim(node, tree)?.startsWith('casts'));
      if (!casts) yield { path: listPath, line: 1, what: `${path} casts nothing` };
    }
  },
  bad: [{ [listPath]: '{ "src/a.ts": "reads rows" }', 'src/a.ts': 'export const a = 1;\n' }],
};

export const typeRules: readonly Rule[] = [noClaims, listIsTrue];
