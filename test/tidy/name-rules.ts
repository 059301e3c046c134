import type { Rule } from './rule.ts';

const named = /^(src|test|bench|scripts|bin|console)\//;
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const emptyWords = /^(utils?|helpers?|commons?|misc|types?|shared|stuff|lib)$/;

const fileNames: Rule = {
  name: 'files and folders are kebab-case words of the domain',
  *check(project) {
    for (const { path } of project) {
      if (!named.test(path) || path.endsWith('.md')) continue;
      for (const segment of path.split('/')) {
        const word = segment.split('.')[0] ?? '';
        if (!kebabCase.test(segment)) yield { path, line: 1, what: `${segment} is no kebab-case` };
        if (emptyWords.test(word)) yield { path, line: 1, what: `${word} says nothing` };
      }
    }
  },
  bad: [
    { 'src/store/openStore.ts': '' },
    { 'src/store/utils.ts': '' },
    { 'src/store/helpers/a.ts': '' },
    { 'test/common.test.ts': '' },
  ],
};

/** Places of the machines that a text was written on have no meaning for its readers. */
const foreignPlaces = [
  ['(?<![\\w.-])', '/wo', 'rk/'],
  ['\\bfar', 'm-[a-z0-9]'],
  ['/tmp/', 's3t\\b'],
  ['/tmp/', 'pydeps\\b'],
].map((pieces) => new RegExp(pieces.join('')));

const places: Rule = {
  name: 'nothing names a place outside the project',
  *check(project) {
    for (const { path, lines } of project) {
      for (const [index, line] of lines.entries()) {
        const place = foreignPlaces.find((pattern) => pattern.test(line));
        if (place !== undefined) yield { path, line: index + 1, what: `names ${place.source}` };
      }
    }
  },
  bad: [{ 'docs/a.md': `see ${'/wo'}${'rk/'}x\n` }, { 'src/store/a.ts': `// ${'far'}m-3\n` }],
};

export const nameRules: readonly Rule[] = [fileNames, places];
