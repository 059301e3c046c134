import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type Project, type ProjectFile, repository } from './project.ts';
import type { Rule } from './rule.ts';

const link = /\]\(([^()\s]+)\)/g;
const elsewhere = /^[a-z]+:/;
const fence = /^\s*```/;

/** The lines of a page with the number of each, without its blocks of code. */
function* prose({ lines }: ProjectFile): Generator<readonly [number, string]> {
  let isCode = false;
  for (const [index, line] of lines.entries()) {
    if (fence.test(line)) isCode = !isCode;
    else if (!isCode) yield [index + 1, line];
  }
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: ProjectFile): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, line] of prose(page)) {
    const heading = /^#+ (.+)$/.exec(line)?.[1];
    if (heading === undefined) continue;
    const words = heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, '');
    anchors.add(words.replaceAll(' ', '-'));
  }
  return anchors;
}

/** What is wrong with a link of a page; undefined if nothing is. */
function faultOf(page: ProjectFile, target: string, project: Project): string | undefined {
  const [path = '', anchor] = target.split('#');
  const place = path === '' ? page.path : posix.join(posix.dirname(page.path), path);
  const found = project.find((file) => file.path === place);
  if (found === undefined) {
    return existsSync(join(repository, place)) ? undefined : `there is no ${place}`;
  }
  if (anchor === undefined || anchorsOf(found).has(anchor)) return undefined;
  return `there is no heading #${anchor} in ${place}`;
}

const links: Rule = {
  name: 'links of the documentation lead to files and headings that are there',
  *check(project) {
    for (const page of project) {
      if (!page.path.endsWith('.md')) continue;
      for (const [line, text] of prose(page)) {
        for (const [, target = ''] of text.replaceAll(/`[^`]*`/g, '').matchAll(link)) {
          if (elsewhere.test(target)) continue;
          const what = faultOf(page, target, project);
          if (what !== undefined) yield { path: page.path, line, what };
        }
      }
    }
  },
  bad: [
    { 'docs/a.md': '# A\n[b](missing.md)\n' },
    { 'docs/a.md': '# A\n[b](../missing/)\n' },
    { 'docs/a.md': '# A\n[b](#c)\n' },
    { 'docs/a.md': '# A\n[b](b.md#c)\n', 'docs/b.md': '# B\n```sh\n# C\n```\n' },
  ],
};

export const linkRules: readonly Rule[] = [links];
