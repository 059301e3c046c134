import { posix } from 'node:path';
import {
  isExportDeclaration,
  isIdentifier,
  isImportDeclaration,
  isStringLiteral,
} from 'typescript/unstable/ast/is';
import { descendants, lineOf, type Project, type ProjectFile } from './project.ts';
import type { Breach, Rule } from './rule.ts';

/** The layers of the server, lowest first; those in one row do not know each other. */
const serverLayers: readonly (readonly string[])[] = [
  ['policy'],
  ['store'],
  ['identity'],
  ['operation'],
  ['http'],
  ['s3', 'iam', 'sts', 'kms', 'access-analyzer'],
  ['website', 'audit', 'jobs', 'console'],
  ['cloudtrail'],
  ['server'],
];

/** The layers of the tools, which talk to any S3 endpoint; they may use the policy language too. */
const toolLayers: readonly (readonly string[])[] = [
  ['client'],
  ['sync', 'grant', 'inspect', 'transfer'],
];

/** The command line composes all of it. */
const topLayer = 'cli';

interface Import {
  readonly line: number;
  /** As it is written. */
  readonly specifier: string;
  /** From the project's root, for relative ones. */
  readonly target: string | undefined;
}

/** What a file imports, and exports from other files. */
export function importsOf(file: ProjectFile): readonly Import[] {
  const { tree } = file;
  if (tree === undefined) return [];
  return tree.statements.flatMap((statement) => {
    if (!isImportDeclaration(statement) && !isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !isStringLiteral(moduleSpecifier)) return [];
    const specifier = moduleSpecifier.text;
    const isRelative = specifier.startsWith('.');
    const target = isRelative
      ? posix.normalize(posix.join(posix.dirname(file.path), specifier))
      : undefined;
    return [{ line: lineOf(tree, statement), specifier, target }];
  });
}

function layerOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

function rankIn(layers: readonly (readonly string[])[], layer: string): number {
  return layers.findIndex((row) => row.includes(layer));
}

/** Whether a file of one layer may import a file of another. */
function mayImport(from: string, to: string): boolean {
  if (from === to || from === topLayer) return true;
  const fromServer = rankIn(serverLayers, from);
  const toServer = rankIn(serverLayers, to);
  if (fromServer >= 0) return toServer >= 0 && toServer < fromServer;
  const toTool = rankIn(toolLayers, to);
  return to === 'policy' || (toTool >= 0 && toTool < rankIn(toolLayers, from));
}

function isLayer(name: string): boolean {
  const all = [...serverLayers, ...toolLayers, [topLayer]];
  return rankIn(all, name) >= 0;
}

const direction: Rule = {
  name: 'a layer imports only lower layers',
  *check(project: Project): Iterable<Breach> {
    for (const file of project) {
      const layer = layerOf(file.path);
      if (layer === undefined || file.path.endsWith('.test.ts')) continue;
      if (!isLayer(layer)) yield { path: file.path, line: 1, what: `src/${layer} is no layer` };
      for (const { line, target, specifier } of importsOf(file)) {
        if (target === undefined) continue;
        const other = layerOf(target);
        if (other === undefined || !mayImport(layer, other)) {
          yield { path: file.path, line, what: `${layer} may not import ${specifier}` };
        }
      }
    }
  },
  bad: [
    { 'src/store/a.ts': "import { b } from '../http/b.ts';\n", 'src/http/b.ts': '' },
    { 'src/s3/a.ts': "import type { B } from '../iam/b.ts';\n", 'src/iam/b.ts': '' },
    { 'src/client/a.ts': "export { b } from '../store/b.ts';\n", 'src/store/b.ts': '' },
    { 'src/policy/a.ts': "import b from '../../test/b.ts';\n", 'test/b.ts': '' },
    { 'src/helping/a.ts': '' },
  ],
};

const nodeGlobals = new Set(['process', 'Buffer', 'require', '__dirname']);

const policyIsPure: Rule = {
  name: 'the policy language uses no Node API and no package',
  *check(project) {
    for (const file of project) {
      const { path, tree } = file;
      if (!path.startsWith('src/policy/') || /\.(test|bench)\.ts$/.test(path)) continue;
      for (const { line, specifier, target } of importsOf(file)) {
        if (target === undefined) yield { path, line, what: `imports ${specifier}` };
      }
      if (tree === undefined || path.endsWith('.gen.ts')) continue;
      for (const node of descendants(tree)) {
        if (!isIdentifier(node) || !nodeGlobals.has(node.text)) continue;
        yield { path, line: lineOf(tree, node), what: `uses ${node.text}` };
      }
    }
  },
  bad: [
    { 'src/policy/a.ts': "import { readFile } from 'node:fs';\n" },
    { 'src/policy/a.ts': "import { parse } from 'yaml';\n" },
    { 'src/policy/a.ts': "export const a = Buffer.from('');\n" },
  ],
};

const blackBoxes = /^test\/(conformance|acceptance)\//;

const blackBox: Rule = {
  name: 'black-box tests import nothing from src',
  *check(project) {
    for (const file of project.filter(({ path }) => blackBoxes.test(path))) {
      for (const { line, specifier, target } of importsOf(file)) {
        if (target?.startsWith('src/')) {
          yield { path: file.path, line, what: `imports ${specifier}` };
        }
      }
    }
  },
  bad: [{ 'test/conformance/s3/a.test.ts': "import { b } from '../../../src/s3/b.ts';\n" }],
};

const consoleStands: Rule = {
  name: 'the console imports nothing of src but the policy language',
  *check(project) {
    for (const file of project.filter(({ path }) => path.startsWith('console/'))) {
      for (const { line, specifier, target } of importsOf(file)) {
        if (target === undefined || /^(console|src\/policy)\//.test(target)) continue;
        yield { path: file.path, line, what: `imports ${specifier}` };
      }
    }
  },
  bad: [{ 'console/src/a.tsx': "import { b } from '../../src/iam/b.ts';\n" }],
};

export const importRules: readonly Rule[] = [direction, policyIsPure, blackBox, consoleStands];
