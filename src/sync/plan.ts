import { type HeaderDifference, headerDifferences } from './differences.ts';
import { printFilter } from './key-filter.ts';
import type { Mark } from './mark.ts';
import {
  compareKeys,
  type Inspection,
  isPage,
  type RemoteObject,
  type SiteObject,
} from './site-object.ts';
import {
  anchorOf,
  createTrust,
  hasBytesOf,
  type PlanRules,
  type Pruned,
  type Situation,
} from './situation.ts';

/** What the anchor says when all is written: every object of the site is as these rules want it. */
export type Stamp = Pick<Mark, 'rules' | 'strangers'>;

/** One step that changes the bucket. */
export type Action =
  | {
      readonly kind: 'upload';
      readonly object: SiteObject;
      readonly reason: 'new' | 'changed' | 'forced';
      readonly stamp: Stamp | undefined;
    }
  /** The bytes are there already: a copy in place gives them other headers. */
  | {
      readonly kind: 'update';
      readonly object: SiteObject;
      readonly differences: readonly HeaderDifference[];
      readonly stamp: Stamp | undefined;
    }
  /** Nothing but the stamp changes, so that the next run need not ask again. */
  | { readonly kind: 'stamp'; readonly object: SiteObject; readonly stamp: Stamp }
  | { readonly kind: 'remember'; readonly pruned: Pruned }
  | { readonly kind: 'delete'; readonly key: string; readonly sizeBytes: number };

/** What to do, in order, and what stays as it is. */
export interface Plan {
  /**
   * In phases that end before the next begins: assets, pages, and the anchor last. A visitor never
   * gets a page whose assets are not there yet.
   */
  readonly writes: readonly (readonly Action[])[];
  /** When all is written, and the bucket is configured. */
  readonly removals: readonly (readonly Action[])[];
  /** Objects that are as they should be. */
  readonly unchanged: number;
  /** Not of this site, and kept all the same. */
  readonly kept: readonly KeptObject[];
}

export interface KeptObject {
  readonly key: string;
  readonly reason: 'redirect' | 'grace' | 'no-delete';
}

type Write = Extract<Action, { kind: 'upload' | 'update' }>;

/**
 * The difference between a folder and a bucket under the rules, as actions. Pure: applying them
 * makes the bucket equal to the folder, and so does applying some of them, and planning again.
 */
export function plan(situation: Situation, rules: PlanRules): Plan {
  const { local, remote, inspected } = situation;
  const existing = new Map(remote.map((object) => [object.key, object]));
  const isTrusted = createTrust(situation, rules);
  const writes = new Map<string, Write>();
  let wasAsked = false;
  for (const object of local) {
    const there = existing.get(object.key);
    existing.delete(object.key);
    const inspection = inspected.get(object.key);
    const trusted = there !== undefined && isTrusted(there);
    const write = writeFor(object, there, inspection, trusted, rules.force);
    if (write !== undefined) writes.set(object.key, write);
    else if (!trusted) wasAsked = true;
  }
  // Who is no part of the site now may be one later, with whatever headers it has.
  const stamp = { rules: rules.digest, strangers: printFilter([...existing.keys()]) };
  const leaving = leave([...existing.values()], situation, rules);
  return {
    writes: writePhases(writes, local, wasAsked, stamp).filter((phase) => phase.length > 0),
    removals: [leaving.deletions, leaving.remember].filter((phase) => phase.length > 0),
    unchanged: local.length - writes.size,
    kept: leaving.kept,
  };
}

function writeFor(
  object: SiteObject,
  there: RemoteObject | undefined,
  inspection: Inspection | undefined,
  trusted: boolean,
  force: boolean,
): Write | undefined {
  const upload = (reason: 'new' | 'changed' | 'forced'): Write => {
    return { kind: 'upload', object, reason, stamp: undefined };
  };
  if (there === undefined) return upload('new');
  if (force) return upload('forced');
  if (hasBytesOf(object, there, inspection) !== true) return upload('changed');
  if (inspection === undefined) return trusted ? undefined : upload('changed');
  const differences = headerDifferences(object.headers, inspection);
  return differences.length === 0
    ? undefined
    : { kind: 'update', object, differences, stamp: undefined };
}

/** Assets, pages, and the anchor by itself: its stamp vouches for all that was written before. */
function writePhases(
  writes: ReadonlyMap<string, Write>,
  local: readonly SiteObject[],
  wasAsked: boolean,
  stamp: Stamp,
): Action[][] {
  const anchor = anchorOf(local);
  if (anchor === undefined || (writes.size === 0 && !wasAsked)) return [];
  const others = [...writes.values()]
    .filter(({ object }) => object.key !== anchor.key)
    .sort((a, b) => compareKeys(a.object.key, b.object.key));
  const own = writes.get(anchor.key);
  return [
    others.filter(({ object }) => !isPage(object.headers)),
    others.filter(({ object }) => isPage(object.headers)),
    [own === undefined ? { kind: 'stamp', object: anchor, stamp } : { ...own, stamp }],
  ];
}

/** What becomes of the objects that the folder does not have. */
function leave(
  strangers: readonly RemoteObject[],
  { inspected, pruned }: Situation,
  rules: PlanRules,
): { deletions: Action[]; remember: Action[]; kept: KeptObject[] } {
  const deletions: Action[] = [];
  const kept: KeptObject[] = [];
  const waiting = new Map<string, number>();
  for (const { key, sizeBytes } of strangers) {
    const sinceMs = pruned.get(key) ?? rules.nowMs;
    if (!rules.delete) kept.push({ key, reason: 'no-delete' });
    else if (inspected.get(key)?.headers.redirect !== undefined) {
      kept.push({ key, reason: 'redirect' });
    } else if (hasGrace(key, rules) && sinceMs + rules.graceMs > rules.nowMs) {
      waiting.set(key, sinceMs);
      kept.push({ key, reason: 'grace' });
    } else deletions.push({ kind: 'delete', key, sizeBytes });
  }
  // What was deleted is forgotten with it, and what came back has a new time to wait later.
  const remember: Action[] =
    !rules.delete || isSame(waiting, pruned) ? [] : [{ kind: 'remember', pruned: waiting }];
  return { deletions, remember, kept };
}

/** Open pages still ask for the assets of the last build, never for its pages. */
function hasGrace(key: string, { graceMs }: PlanRules): boolean {
  return graceMs > 0 && !/(\.html?|\.xhtml|\/)$/i.test(key);
}

function isSame(a: Pruned, b: Pruned): boolean {
  return a.size === b.size && [...a].every(([key, sinceMs]) => b.get(key) === sinceMs);
}

/** Every action of a plan, in order. */
export function actionsOf({ writes, removals }: Plan): Action[] {
  return [...writes, ...removals].flat();
}
