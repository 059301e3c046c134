import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, type Stats, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The hashes of files that did not change since the last run, so that they need not be read. A file
 * in the user's cache folder, one for each build folder; whoever deletes it loses only time.
 */
export interface HashCache {
  /** The MD5 of a file as it is now; undefined where it has to be read. */
  find(path: string, stats: Stats): string | undefined;
  remember(path: string, stats: Stats, md5: string): void;
  /** Keeps what was found and remembered since the cache was opened, and forgets the rest. */
  save(): void;
}

/** Grows with every change of what an entry is. */
const version = 1;

/**
 * A file that changed so short a time before it was read can change again within the same tick of
 * the file system's clock.
 */
const settledMs = 3_000;

/** Where the cache of a build folder is; undefined where the environment names no home. */
export function hashCacheFile(
  { XDG_CACHE_HOME, HOME }: Readonly<Record<string, string | undefined>>,
  buildFolder: string,
): string | undefined {
  const base = XDG_CACHE_HOME || (HOME && join(HOME, '.cache'));
  if (!base) return undefined;
  const name = createHash('sha256').update(buildFolder).digest('hex').slice(0, 32);
  return join(base, 'strongroom', 'hashes', `${name}.json`);
}

/** Opens the cache in a file; one that cannot be read is empty. */
export function openHashCache(file: string, nowMs: number): HashCache {
  const known = readEntries(file);
  const entries: Record<string, string> = {};
  let isSame = true;
  return {
    find(path, stats) {
      const entry = known.get(path);
      const stamp = stampOf(stats);
      if (entry?.startsWith(`${stamp} `) !== true) return undefined;
      entries[path] = entry;
      return entry.slice(stamp.length + 1);
    },
    remember(path, stats, md5) {
      if (Math.max(stats.mtimeMs, stats.ctimeMs) > nowMs - settledMs) return;
      entries[path] = `${stampOf(stats)} ${md5}`;
      isSame = false;
    },
    save() {
      if (isSame && Object.keys(entries).length === known.size) return;
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        const fresh = `${file}.${process.pid}`;
        writeFileSync(fresh, JSON.stringify({ version, entries }), { mode: 0o600 });
        renameSync(fresh, file);
      } catch {
        // A home that cannot be written to costs the time of reading again, and nothing else.
      }
    },
  };
}

/** Everything that changes when the bytes of a file do: a copied time does not hide it. */
function stampOf({ size, mtimeMs, ctimeMs, ino }: Stats): string {
  return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

function readEntries(file: string): Map<string, string> {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof content !== 'object' || content === null) return new Map();
    const found: unknown = Reflect.get(content, 'entries');
    if (Reflect.get(content, 'version') !== version || typeof found !== 'object') return new Map();
    return new Map(
      Object.entries(found ?? {}).filter(
        (entry): entry is [string, string] =>
          typeof entry[1] === 'string' && / [0-9a-f]{32}$/.test(entry[1]),
      ),
    );
  } catch {
    return new Map();
  }
}
