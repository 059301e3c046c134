import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Node, SourceFile } from 'typescript/unstable/ast';
import { createVirtualFileSystem } from 'typescript/unstable/fs';
import { API } from 'typescript/unstable/sync';

/** One text file of a project. */
export interface ProjectFile {
  /** From the project's root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  /** The syntax tree; undefined for anything but TypeScript. */
  readonly tree: SourceFile | undefined;
}

export type Project = readonly ProjectFile[];

const ignoredFolders = new Set([
  'node_modules',
  'dist',
  'dist.new',
  '.git',
  '.test-output',
  'data',
]);
const textEndings = /\.(tsx?|mjs|js|json|md|ya?ml|sh|lua|sql|html|css)$|\/run$|^[A-Z]+$/;

/** The repository that this file stands in. */
export const repository = fileURLToPath(new URL('../..', import.meta.url));

function isRead(path: string): boolean {
  const folders = path.split('/').slice(0, -1);
  const ignored = folders.some((name) => ignoredFolders.has(name));
  return !ignored && textEndings.test(path) && path !== 'package-lock.json';
}

function splitLines(text: string): readonly string[] {
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) yield path;
    else if (!ignoredFolders.has(entry.name)) yield* walk(path);
  }
}

/** The syntax trees of TypeScript texts, by path. Nothing is resolved or type-checked. */
function parse(texts: ReadonlyMap<string, string>): ReadonlyMap<string, SourceFile> {
  const options = {
    noLib: true,
    noResolve: true,
    types: [],
    jsx: 'preserve',
    allowImportingTsExtensions: true,
  };
  const files: Record<string, string> = {
    '/project/tsconfig.json': JSON.stringify({
      compilerOptions: { ...options, noEmit: true },
      files: [...texts.keys()],
    }),
  };
  for (const [path, text] of texts) files[`/project/${path}`] = text;
  const api = new API({ cwd: '/project', fs: createVirtualFileSystem(files) });
  try {
    const snapshot = api.updateSnapshot({ openProjects: ['/project/tsconfig.json'] });
    const program = snapshot.getProjects()[0]?.program;
    const trees = new Map<string, SourceFile>();
    for (const path of texts.keys()) {
      const tree = program?.getSourceFile(`/project/${path}`);
      if (tree === undefined) throw new Error(`the compiler did not parse ${path}`);
      trees.set(path, tree);
    }
    return trees;
  } finally {
    api.close();
  }
}

/** Make a project of texts given by path. */
export function projectOf(texts: ReadonlyMap<string, string>): Project {
  const trees = parse(new Map([...texts].filter(([path]) => /\.tsx?$/.test(path))));
  return [...texts].map(([path, text]) => ({
    path,
    text,
    lines: splitLines(text),
    tree: trees.get(path),
  }));
}

/** Read every text file of the repository, committed or not. */
export function readRepository(): Project {
  const texts = new Map<string, string>();
  for (const absolute of walk(repository)) {
    const path = relative(repository, absolute).split(sep).join('/');
    if (isRead(path)) texts.set(path, readFileSync(absolute, 'utf8'));
  }
  return projectOf(texts);
}

/** The 1-based line that a node begins in. */
export function lineOf(tree: SourceFile, node: Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

/** Every node below a node, parents first. */
export function* descendants(node: Node): Generator<Node> {
  const children: Node[] = [];
  node.forEachChild((child) => {
    children.push(child);
  });
  for (const child of children) {
    yield child;
    yield* descendants(child);
  }
}

/** The source files of the product: no tests, no benchmarks, nothing generated. */
export function isProductSource(path: string): boolean {
  return /^src\/.*\.ts$/.test(path) && !/\.(test|bench|gen)\.ts$/.test(path);
}
