import type { Random } from '../differential/random.ts';
import { bodyOf, digestOf, someSize } from './body.ts';
import { type CrashClient, texts, Violation } from './client.ts';
import type { Workload } from './workload.ts';

interface Version {
  readonly id: string;
  readonly key: string;
  readonly digest: string;
}

const versionsKept = 8;
const keys = 3;

/** Versions in a bucket that has versioning on: puts, deletes of versions, delete markers. */
export class VersionWorkload implements Workload {
  readonly #client: CrashClient;
  readonly #random: Random;
  readonly #bucket: string;
  readonly #prefix: string;
  /** Acknowledged and not removed. */
  #versions: Version[] = [];
  /** Whose removal was not answered: there or not. */
  #maybeRemoved = new Set<string>();
  #lostPuts: Omit<Version, 'id'>[] = [];
  #lostMarkers = 0;
  #markers: Version[] = [];
  #number = 0;

  constructor(client: CrashClient, random: Random, bucket: string, prefix: string) {
    this.#client = client;
    this.#random = random;
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  async setUp(): Promise<void> {}

  async act(): Promise<void> {
    const kept = [...this.#versions, ...this.#markers].filter(
      ({ id }) => !this.#maybeRemoved.has(id),
    );
    if (kept.length > versionsKept) await this.#remove(this.#random.pick(kept));
    else if (this.#random.chance(0.2)) await this.#mark();
    else await this.#put();
  }

  #someKey(): string {
    return `${this.#prefix}${this.#random.below(keys)}`;
  }

  #path(key: string): string {
    return `/${this.#bucket}/${key}`;
  }

  async #put(): Promise<void> {
    this.#number += 1;
    const key = this.#someKey();
    const body = bodyOf(`${this.#prefix}${this.#number} `, someSize(this.#random));
    const lost = { key, digest: digestOf(body) };
    const answer = await this.#client.attempt({ method: 'PUT', path: this.#path(key), body });
    if (answer === undefined) this.#lostPuts.push(lost);
    else this.#versions.push({ ...lost, id: String(answer.headers['x-amz-version-id']) });
  }

  async #mark(): Promise<void> {
    const key = this.#someKey();
    const answer = await this.#client.attempt({ method: 'DELETE', path: this.#path(key) });
    if (answer === undefined) this.#lostMarkers += 1;
    else {
      const id = String(answer.headers['x-amz-version-id']);
      this.#markers.push({ key, id, digest: 'marker' });
    }
  }

  async #remove({ key, id }: Version): Promise<void> {
    const request = { method: 'DELETE', path: this.#path(key), query: `versionId=${id}` };
    const answer = await this.#client.attempt(request);
    if (answer === undefined) this.#maybeRemoved.add(id);
    else this.#forget(id);
  }

  #forget(id: string): void {
    this.#versions = this.#versions.filter((version) => version.id !== id);
    this.#markers = this.#markers.filter((marker) => marker.id !== id);
    this.#maybeRemoved.delete(id);
  }

  async verify(): Promise<void> {
    const listed = await this.#list();
    for (const { id, key } of [...this.#versions, ...this.#markers]) {
      if (listed.has(id)) continue;
      if (!this.#maybeRemoved.has(id)) throw new Violation(`version ${id} of ${key} is lost`);
      this.#forget(id);
    }
    this.#maybeRemoved.clear();
    for (const [id, version] of listed) {
      if (version.isMarker) this.#knowMarker(id, version.key);
      else await this.#knowVersion(id, version.key);
    }
    this.#lostPuts = [];
    this.#lostMarkers = 0;
  }

  #knowMarker(id: string, key: string): void {
    if (this.#markers.some((marker) => marker.id === id)) return;
    if (this.#lostMarkers === 0) throw new Violation(`a delete marker ${id} that nobody made`);
    this.#lostMarkers -= 1;
    this.#markers.push({ id, key, digest: 'marker' });
  }

  async #knowVersion(id: string, key: string): Promise<void> {
    const request = { path: this.#path(key), query: `versionId=${id}` };
    const digest = digestOf((await this.#client.expect(request, 200)).body);
    const known = this.#versions.find((version) => version.id === id);
    if (known !== undefined) {
      if (known.digest === digest) return;
      throw new Violation(`version ${id} of ${key} has other bytes`);
    }
    const lost = this.#lostPuts.findIndex((put) => put.key === key && put.digest === digest);
    if (lost < 0) throw new Violation(`version ${id} of ${key} is of no put`);
    this.#lostPuts.splice(lost, 1);
    this.#versions.push({ id, key, digest });
  }

  async #list(): Promise<Map<string, { readonly key: string; readonly isMarker: boolean }>> {
    const query = `prefix=${encodeURIComponent(this.#prefix)}&versions=`;
    const { text } = await this.#client.expect({ path: `/${this.#bucket}`, query }, 200);
    const entries = [...text.matchAll(/<(Version|DeleteMarker)>(.*?)<\/\1>/gs)];
    return new Map(
      entries.map(([, kind, entry = '']) => [
        texts(entry, 'VersionId')[0] ?? '',
        { key: texts(entry, 'Key')[0] ?? '', isMarker: kind === 'DeleteMarker' },
      ]),
    );
  }

  async cleanUp(): Promise<void> {
    for (const [id, { key }] of await this.#list()) {
      const request = { method: 'DELETE', path: this.#path(key), query: `versionId=${id}` };
      await this.#client.expect(request, 204);
      this.#forget(id);
    }
  }
}
