// `npm run docs [-- --check]`: write docs/reference/operations.md from the declared operations. With
// --check nothing is written; the exit code is 1 when the file is stale. Runs under Node 24.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureInstalled, node, root, run } from './toolchain.mjs';

const target = join(root, 'docs', 'reference', 'operations.md');
const services = [
  ['s3', 'S3', 's3Operations'],
  ['iam', 'IAM', 'iamOperations'],
  ['sts', 'STS', 'stsOperations'],
  ['kms', 'KMS', 'kmsOperations'],
  ['cloudtrail', 'CloudTrail', 'cloudTrailOperations'],
];

/** The source of a function or constant that a file declares, and of those of the file it uses. */
function declaration(text, name, seen = new Set()) {
  if (seen.has(name)) return '';
  seen.add(name);
  const start = new RegExp(`^(?:export )?(?:async )?(?:function|const) ${name}\\b`, 'm').exec(text);
  if (start === null) return '';
  const rest = text.slice(start.index);
  const end = (/\bconst /.test(start[0]) ? /;\n(?! )/ : /\n\}\n/).exec(rest);
  const body = rest.slice(0, end === null ? undefined : end.index + end[0].length);
  const used = [...text.matchAll(/^(?:export )?(?:async )?(?:function|const) (\w+)/gm)]
    .map(([, other]) => other)
    .filter((other) => new RegExp(`\\b${other}\\b`).test(body));
  return body + used.map((other) => declaration(text, other, seen)).join('');
}

/** The text that says what an operation asks for: its file, and what it takes from its service. */
function authorizingText(path, service) {
  const text = readFileSync(path, 'utf8');
  const imports = text.matchAll(/^import \{([^}]*)\} from '(\.[^']+)';/gm);
  const parts = [text];
  for (const [, names, specifier] of imports) {
    const file = join(dirname(path), specifier);
    if (!file.startsWith(join(root, 'src', service)) || !existsSync(file)) continue;
    const imported = readFileSync(file, 'utf8');
    for (const name of names.split(',').map((one) => one.replace(/\btype\b/, '').trim())) {
      if (/equirement|authori/i.test(name)) parts.push(declaration(imported, name));
    }
  }
  return parts.join('\n');
}

/** The file of each operation, by the name that it declares. */
function operationFiles(service) {
  const folder = join(root, 'src', service);
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.ts'));
  const named = files.flatMap((file) => {
    const path = join(folder, file);
    const name = /^ {2}name: '(\w+)'/m.exec(readFileSync(path, 'utf8'))?.[1];
    return name === undefined ? [] : [[name, path]];
  });
  return new Map(named);
}

function requestOf({ http }) {
  if (http === undefined) return '';
  const query = http.query?.length ? `?${http.query.join('&')}` : '';
  return `\`${http.method} ${http.path}${query}\``;
}

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function table(service, operations, knownActions) {
  const files = operationFiles(service);
  const isRest = operations.some(({ http }) => http !== undefined);
  const columns = ['Operation', ...(isRest ? ['Request'] : []), 'Asks for', 'What it does'];
  const rows = operations.map((operation) => {
    const { name, summary, anyCaller } = operation;
    const file = files.get(name);
    const text = file === undefined ? '' : authorizingText(file, service);
    // What S3 needs of a key hangs on the object; docs/guide/encryption.md tells it.
    const prefixes = ['kms', 'cloudtrail'].includes(service) ? service : 's3|iam|sts';
    const literal = new RegExp(`'((?:${prefixes}):[A-Z]\\w*)'`, 'g');
    const literals = [...text.matchAll(literal)].map(([, action]) => action);
    const actions = [...new Set(literals)].filter((action) => knownActions.has(action)).sort();
    const asked = actions.map((action) => `\`${action}\``).join(', ');
    const request = isRest ? [requestOf(operation)] : [];
    return [name, ...request, asked || (anyCaller ? 'nothing' : ''), cell(summary)];
  });
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

async function generate() {
  const { listActions } = await import('../src/policy/index.ts');
  const known = new Set(
    services.flatMap(([id]) => listActions(id)).map((one) => (one.name ? one.name : one)),
  );
  const parts = [];
  const counts = [];
  for (const [id, title, list] of services) {
    const module = await import(`../src/${id}/operations.ts`);
    const all = [...module[list]].sort((a, b) => (a.name < b.name ? -1 : 1));
    const built = all.filter((operation) => operation.built);
    const unbuilt = all.filter((operation) => !operation.built).map(({ name }) => name);
    counts.push(`| ${title} | ${built.length} | ${unbuilt.length} |`);
    parts.push(`## ${title}\n\n${table(id, built, known)}\n`);
    if (unbuilt.length > 0) {
      parts.push(`Declared, and answered with 501 by name: ${unbuilt.join(', ')}.\n`);
    }
  }
  return `# Operations

<!-- Generated by scripts/generate-reference.mjs from the declared operations. Do not edit. -->

Every operation of AWS's models is declared. What is not built answers 501 NotImplemented and names
itself. "Asks for" lists the actions that a request may need; which of them it needs depends on what it
says: a version id, tags, an ACL, a source to copy from.

| Service | Built | 501 |
| --- | --- | --- |
${counts.join('\n')}

${parts.join('\n')}`;
}

if (!process.features.typescript) {
  // An older Node: start again with the one that the package brings.
  await ensureInstalled();
  process.exit(await run(node, [process.argv[1], ...process.argv.slice(2)]));
}
const text = await generate();
if (process.argv.includes('--check')) {
  const stale = !existsSync(target) || readFileSync(target, 'utf8') !== text;
  if (stale) console.error('docs/reference/operations.md is stale: npm run docs');
  process.exitCode = stale ? 1 : 0;
} else {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
