import { createHash } from 'node:crypto';
import { Refused } from './refused.ts';

export interface Content {
  readonly body: string;
  readonly etag: string;
  readonly contentType: string;
  /** `x-amz-meta-kind`; undefined for none. */
  readonly kind: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export type Version =
  | { readonly id: string; readonly marker: true }
  | { readonly id: string; readonly marker: false; content: Content };

export type StoredVersion = Extract<Version, { readonly marker: false }>;

export type Versioning = 'Unversioned' | 'Enabled' | 'Suspended';

export interface WriteCondition {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: '*' | undefined;
}

export function etagOf(body: string): string {
  return createHash('md5').update(body).digest('hex');
}

const failed = () => new Refused(412, 'PreconditionFailed');

/** The versions of one bucket's keys, newest first: "Using versioning in S3 buckets". */
export class Objects {
  readonly keys = new Map<string, Version[]>();
  /** Ids of versions that were deleted for good, by key. */
  readonly gone = new Map<string, string[]>();
  versioning: Versioning = 'Unversioned';

  get isEmpty(): boolean {
    return this.keys.size === 0;
  }

  /** All that is known of a key: what can be asked for by its version id. */
  idsOf(key: string): readonly string[] {
    return [...this.#versions(key).map(({ id }) => id), ...(this.gone.get(key) ?? [])];
  }

  #versions(key: string): Version[] {
    return this.keys.get(key) ?? [];
  }

  current(key: string): StoredVersion | undefined {
    const [latest] = this.#versions(key);
    return latest === undefined || latest.marker ? undefined : latest;
  }

  /** @throws Refused NoSuchKey, NoSuchVersion, MethodNotAllowed for a delete marker by its id */
  find(key: string, id: string | undefined): StoredVersion {
    if (id === undefined) {
      const current = this.current(key);
      if (current === undefined) throw new Refused(404, 'NoSuchKey');
      return current;
    }
    const version = this.#versions(key).find((each) => each.id === id);
    if (version === undefined) throw new Refused(404, 'NoSuchVersion');
    if (version.marker) throw new Refused(405, 'MethodNotAllowed');
    return version;
  }

  checkWrite(key: string, { ifMatch, ifNoneMatch }: WriteCondition): void {
    const current = this.current(key);
    if (ifNoneMatch !== undefined && current !== undefined) throw failed();
    if (ifMatch === undefined) return;
    if (current === undefined) throw new Refused(404, 'NoSuchKey');
    if (ifMatch !== '*' && ifMatch !== current.content.etag) throw failed();
  }

  /** @param newId the id that the server chose, for a bucket with versioning */
  put(key: string, content: Content, newId: string | undefined): string {
    const id = this.versioning === 'Enabled' ? (newId ?? '') : 'null';
    this.#place(key, { id, marker: false, content });
    return id;
  }

  #place(key: string, version: Version): void {
    const older = this.#versions(key).filter(({ id }) => id !== version.id);
    this.keys.set(key, [version, ...older]);
  }

  checkDelete(key: string, ifMatch: string | undefined): void {
    if (ifMatch === undefined) return;
    const current = this.current(key);
    if (current === undefined || (ifMatch !== '*' && ifMatch !== current.content.etag)) {
      throw failed();
    }
  }

  /** @returns the id of the delete marker that was made */
  delete(key: string, newId: string | undefined): string | undefined {
    if (this.versioning === 'Unversioned') {
      this.keys.delete(key);
      return undefined;
    }
    const id = this.versioning === 'Enabled' ? (newId ?? '') : 'null';
    this.#place(key, { id, marker: true });
    return id;
  }

  /** @returns whether it was a delete marker */
  deleteVersion(key: string, id: string): boolean {
    const versions = this.#versions(key);
    const version = versions.find((each) => each.id === id);
    if (version === undefined) return false;
    const rest = versions.filter((each) => each !== version);
    if (rest.length === 0) this.keys.delete(key);
    else this.keys.set(key, rest);
    if (id !== 'null') this.gone.set(key, [...(this.gone.get(key) ?? []), id]);
    return version.marker;
  }
}
