import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, type Stats, statSync } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { inParallel } from '../client/in-parallel.ts';
import type { HashCache } from './hash-cache.ts';
import { createHeaders, type Encoding, encodingExtensions, type ObjectRules } from './rules.ts';
import { compareKeys, type SiteObject } from './site-object.ts';

/** How a built folder is read. */
export interface ScanOptions {
  readonly folder: string;
  /** Ends in a slash, or is empty. */
  readonly prefix: string;
  /** Globs, or regular expressions, over paths under the folder. */
  readonly ignore: readonly (string | RegExp)[];
  /** Encodings whose siblings are sent in the place of the plain file; the first that is there. */
  readonly prefer: readonly Encoding[];
  /** New locations by old path, such as `old/page.html`. */
  readonly redirects: ReadonlyMap<string, string>;
  readonly rules: ObjectRules;
  /** What is known of files that did not change; every file is read where there is none. */
  readonly hashes?: HashCache | undefined;
}

/** Something in the folder cannot be sent; the message names it. */
export class ScanFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ScanFailure';
  }
}

/** Files that are hashed at once: enough to keep a disk busy. */
const hashWidth = 16;
/** Read whole up to here, and at once: for a small file a turn of the loop costs more than it. */
const smallFileBytes = 256 * 1024;
/** S3's limit, in bytes of UTF-8. */
const maxKeyBytes = 1024;
/** What file managers leave behind. */
const neverSent = /(^|\/)(\.DS_Store|Thumbs\.db|\.git)(\/|$)/;

/**
 * Reads a built folder: every file with its hash and its headers, and the redirects, by key.
 * @throws ScanFailure
 */
export async function scan(options: ScanOptions): Promise<SiteObject[]> {
  const files = await findFiles(options.folder).catch((error) => {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing) throw error;
    throw new ScanFailure(`there is no folder ${options.folder}; build the site first`);
  });
  // A build that failed must not empty the bucket.
  if (files.size === 0) throw new ScanFailure(`the folder ${options.folder} is empty`);
  const ignored = ignorer(options.ignore);
  for (const path of files.keys()) if (ignored(path)) files.delete(path);
  const sizes = new Map(Array.from(files, ([path, { size }]) => [path, size]));
  const headersOf = createHeaders(options.rules);
  const objects: SiteObject[] = [];
  await inParallel(chooseFiles(sizes, options.prefer), hashWidth, async (chosen) => {
    const { sizeBytes } = chosen;
    const path = join(options.folder, chosen.file);
    const md5 = await hashOf(path, files.get(chosen.file), options.hashes);
    objects.push({
      key: keyOf(options.prefix, chosen.path),
      source: { kind: 'file', path },
      ...{ sizeBytes, md5, etags: [md5] },
      headers: headersOf(chosen.typePath, chosen.encoding),
    });
  });
  options.hashes?.save();
  const keys = new Set(objects.map(({ key }) => key));
  for (const [path, location] of options.redirects) {
    const key = keyOf(options.prefix, path);
    if (keys.has(key)) throw new ScanFailure(`${path} is a file, and a redirect too`);
    objects.push({
      ...{ key, source: { kind: 'empty' }, sizeBytes: 0, md5: emptyMd5, etags: [emptyMd5] },
      headers: headersOf(path, undefined, location),
    });
  }
  return objects.sort((a, b) => compareKeys(a.key, b.key));
}

const emptyMd5 = createHash('md5').digest('hex');

interface ChosenFile {
  /** Under the folder: what becomes the key. */
  readonly path: string;
  /** Whose bytes are sent. */
  readonly file: string;
  /** Whose name tells the type. */
  readonly typePath: string;
  readonly encoding: Encoding | undefined;
  readonly sizeBytes: number;
}

const encodings = ['br', 'gzip', 'zstd'] as const satisfies readonly Encoding[];

/**
 * A preferred sibling (`site.css.gz`) stands in for the plain file; others are sent beside it with
 * the plain file's type and their encoding, so that an edge can choose them.
 */
export function chooseFiles(
  files: ReadonlyMap<string, number>,
  prefer: readonly Encoding[],
): ChosenFile[] {
  const chosen: ChosenFile[] = [];
  for (const [path, sizeBytes] of files) {
    const own = encodings.find((encoding) => path.endsWith(encodingExtensions[encoding]));
    const plain = own && path.slice(0, -encodingExtensions[own].length);
    if (own !== undefined && plain !== undefined && prefer.length > 0 && files.has(plain)) {
      if (preferred(plain, files, prefer) === own) continue;
      chosen.push({ path, file: path, typePath: plain, encoding: own, sizeBytes });
      continue;
    }
    const encoding = preferred(path, files, prefer);
    const file = encoding === undefined ? path : path + encodingExtensions[encoding];
    const size = files.get(file) ?? sizeBytes;
    chosen.push({ path, file, typePath: path, encoding, sizeBytes: size });
  }
  return chosen;
}

function preferred(
  path: string,
  files: ReadonlyMap<string, number>,
  prefer: readonly Encoding[],
): Encoding | undefined {
  return prefer.find((encoding) => files.has(path + encodingExtensions[encoding]));
}

/** Every file under a folder, links followed, in no order. */
async function findFiles(folder: string): Promise<Map<string, Stats>> {
  const files = new Map<string, Stats>();
  const walk = async (under: string, above: ReadonlySet<string>): Promise<void> => {
    const place = await realpath(join(folder, under));
    if (above.has(place)) throw new ScanFailure(`${under} links to a folder that it stands in`);
    const entries = await readdir(join(folder, under), { withFileTypes: true });
    await inParallel(entries, hashWidth, async (entry) => {
      const path = under === '' ? entry.name : `${under}/${entry.name}`;
      if (neverSent.test(path)) return;
      if (path.includes('\ufffd')) throw new ScanFailure(`the name of ${path} is not UTF-8`);
      if (entry.isDirectory()) return walk(path, new Set([...above, place]));
      const found = statSync(join(folder, path));
      if (found.isDirectory()) return walk(path, new Set([...above, place]));
      if (found.isFile()) files.set(path, found);
    });
  };
  await walk('', new Set());
  return files;
}

function ignorer(patterns: readonly (string | RegExp)[]): (path: string) => boolean {
  const tests = patterns.map((pattern) => {
    if (pattern instanceof RegExp) return (path: string) => pattern.test(path);
    const matches = picomatch(pattern, { dot: true });
    // A name without a glob is the file, or the whole folder.
    return (path: string) => matches(path) || path.startsWith(`${pattern.replace(/\/$/, '')}/`);
  });
  return (path) => tests.some((test) => test(path));
}

function keyOf(prefix: string, path: string): string {
  const key = prefix + path;
  if (Buffer.byteLength(key) > maxKeyBytes) {
    throw new ScanFailure(`the key of ${path} is longer than ${maxKeyBytes} bytes`);
  }
  return key;
}

async function hashOf(
  path: string,
  stats: Stats = statSync(path),
  hashes?: HashCache,
): Promise<string> {
  const known = hashes?.find(path, stats);
  if (known !== undefined) return known;
  const md5 = await hashFile(path, stats.size);
  hashes?.remember(path, stats, md5);
  return md5;
}

async function hashFile(path: string, sizeBytes: number): Promise<string> {
  const hash = createHash('md5');
  if (sizeBytes <= smallFileBytes) return hash.update(readFileSync(path)).digest('hex');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk);
  }
  return hash.digest('hex');
}
