import { createHash } from 'node:crypto';
import { printMark } from './mark.ts';
import { type Action, actionsOf, type Plan, plan } from './plan.ts';
import type { FoundHeaders, RemoteObject, SiteObject } from './site-object.ts';
import { keysToInspect, type PlanRules, type Pruned, type Situation } from './situation.ts';

/** What tests write into a model of a bucket. */
export interface StoredObject {
  readonly content: string;
  readonly headers: FoundHeaders;
  readonly mark: string | undefined;
  readonly lastModifiedMs: number;
}

/** What a test site is made by. */
export interface TestRules {
  readonly cacheControl: string | undefined;
  readonly acl: string | undefined;
}

/** The MD5 of a text, in hexadecimal, as an ETag has it. */
export function md5Of(content: string): string {
  return createHash('md5').update(content).digest('hex');
}

/** A site of files by path, as a scan would return it. */
export function testSite(
  files: Readonly<Record<string, string>>,
  { cacheControl, acl }: TestRules,
): SiteObject[] {
  return Object.entries(files).map(([key, content]) => ({
    key,
    source: { kind: 'file', path: key },
    sizeBytes: content.length,
    md5: md5Of(content),
    etags: [md5Of(content)],
    headers: {
      contentType: key.endsWith('.html') ? 'text/html; charset=utf-8' : 'text/css; charset=utf-8',
      cacheControl,
      acl,
    },
  }));
}

/** A bucket in memory, its time going on with every write. */
export class ModelBucket {
  readonly objects = new Map<string, StoredObject>();
  pruned: Pruned = new Map();
  nowMs = 1_800_000_000_000;
  /** How often HEAD was asked for. */
  inspections = 0;

  put(key: string, content: string, headers: FoundHeaders, mark?: string): void {
    this.nowMs += 1000;
    this.objects.set(key, { content, headers, mark, lastModifiedMs: this.nowMs });
  }

  list(): RemoteObject[] {
    return Array.from(this.objects, ([key, { content, lastModifiedMs }]) => ({
      ...{ key, lastModifiedMs, etag: md5Of(content), sizeBytes: content.length },
    }));
  }

  /** Plans as `prepare` does. */
  plan(local: readonly SiteObject[], rules: PlanRules): Plan {
    const remote = this.list();
    const inspected = new Map();
    const situation: Situation = { local, remote, inspected, pruned: this.pruned };
    for (;;) {
      const keys = keysToInspect(situation, rules);
      if (keys.length === 0) return plan(situation, rules);
      this.inspections += keys.length;
      for (const key of keys) {
        const { headers = {}, mark } = this.objects.get(key) ?? {};
        inspected.set(key, { headers: { ...headers, acl: undefined }, mark });
      }
    }
  }

  /** Does the first actions of a plan; all of them without a limit. */
  apply(made: Plan, contents: Readonly<Record<string, string>>, limit = Infinity) {
    for (const action of actionsOf(made).slice(0, limit)) this.#do(action, contents);
  }

  #do(action: Action, contents: Readonly<Record<string, string>>): void {
    switch (action.kind) {
      case 'delete':
        this.objects.delete(action.key);
        break;
      case 'remember':
        this.pruned = action.pruned;
        break;
      default: {
        const { key, md5, headers } = action.object;
        const { stamp } = action;
        const at = stamp && String(Math.round(this.nowMs / 1000));
        // An update copies what is there: it must be right already.
        const copied = action.kind === 'upload' ? undefined : this.objects.get(key)?.content;
        const content = copied ?? contents[key] ?? '';
        this.put(key, content, headers, printMark({ md5, acl: headers.acl, ...stamp, at }));
      }
    }
  }
}
