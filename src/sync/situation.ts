import { mayHold } from './key-filter.ts';
import { parseMark } from './mark.ts';
import {
  compareKeys,
  type Inspection,
  isPage,
  type RemoteObject,
  type SiteObject,
} from './site-object.ts';

/** Assets that no build has any more, and since when (milliseconds): the memory of a grace time. */
export type Pruned = ReadonlyMap<string, number>;

/** What is known before a plan is made: both sides, and what HEAD told where it was asked. */
export interface Situation {
  readonly local: readonly SiteObject[];
  readonly remote: readonly RemoteObject[];
  readonly inspected: ReadonlyMap<string, Inspection>;
  readonly pruned: Pruned;
}

/** What the rules say about the plan itself. */
export interface PlanRules {
  /** Says which headers are sent; see `rulesDigest`. */
  readonly digest: string;
  /** Send everything again. */
  readonly force: boolean;
  readonly delete: boolean;
  /** How long an asset stays after the first build without it; 0 deletes it at once. */
  readonly graceMs: number;
  readonly nowMs: number;
}

/**
 * The object that carries the stamp: the home page where there is one, else the first page, or the
 * first object of a site without pages. Undefined for an empty site.
 */
export function anchorOf(local: readonly SiteObject[]): SiteObject | undefined {
  const pages = local.filter(({ headers }) => isPage(headers) && headers.redirect === undefined);
  return (pages.length === 0 ? local : pages).reduce<SiteObject | undefined>(
    (best, object) => (best === undefined || anchorOrder(object, best) < 0 ? object : best),
    undefined,
  );
}

function anchorOrder(a: SiteObject, b: SiteObject): number {
  const home = (key: string) => (/(^|\/)index\.html?$/.test(key) ? 0 : 1);
  return home(a.key) - home(b.key) || a.key.length - b.key.length || compareKeys(a.key, b.key);
}

/** How far the time of a stamp may be from that of its object, in milliseconds. */
const stampToleranceMs = 120_000;

/**
 * Whether an object's headers are known without asking: it was written before the anchor was, and
 * the anchor's stamp names these rules, and it was of the site then. A stamp that is older than its
 * object was copied along by another tool, which may have changed anything before.
 */
export function createTrust({ local, remote, inspected }: Situation, { digest }: PlanRules) {
  const anchorKey = anchorOf(local)?.key;
  const anchor = remote.find(({ key }) => key === anchorKey);
  const mark = parseMark(anchor && inspected.get(anchor.key)?.mark);
  const untilMs = anchor?.lastModifiedMs ?? Number.NaN;
  const isStamped =
    mark.rules === digest && Math.abs(Number(mark.at) * 1000 - untilMs) <= stampToleranceMs;
  const { strangers } = mark;
  return ({ key, lastModifiedMs }: RemoteObject): boolean =>
    isStamped && lastModifiedMs <= untilMs && (strangers === undefined || !mayHold(strangers, key));
}

/** Whether an object has these bytes; undefined where only its mark could tell. */
export function hasBytesOf(
  object: SiteObject,
  remote: RemoteObject,
  inspection: Inspection | undefined,
): boolean | undefined {
  if (object.etags.includes(remote.etag)) return true;
  if (object.sizeBytes !== remote.sizeBytes) return false;
  return inspection === undefined ? undefined : parseMark(inspection.mark).md5 === object.md5;
}

/**
 * The keys that HEAD has to be asked for before a plan can be made. Called again until it returns
 * none: the anchor comes first, because its stamp can spare all the others.
 */
export function keysToInspect(situation: Situation, rules: PlanRules): string[] {
  const { local, remote, inspected } = situation;
  const anchorKey = anchorOf(local)?.key;
  const existing = new Map(remote.map((object) => [object.key, object]));
  if (!rules.force && anchorKey && existing.has(anchorKey) && !inspected.has(anchorKey)) {
    return [anchorKey];
  }
  const isTrusted = createTrust(situation, rules);
  const keys: string[] = [];
  for (const object of local) {
    const there = existing.get(object.key);
    existing.delete(object.key);
    if (rules.force || there === undefined || inspected.has(object.key)) continue;
    const same = hasBytesOf(object, there, undefined);
    if (same === undefined || (same && !isTrusted(there))) keys.push(object.key);
  }
  if (!rules.delete) return keys;
  // What is empty and not of this site may be a redirect that somebody made by hand.
  for (const { key, sizeBytes } of existing.values()) {
    if (sizeBytes === 0 && !inspected.has(key)) keys.push(key);
  }
  return keys;
}
