import type { Random } from '../differential/random.ts';
import { bodyOf, digestOf, someSize } from './body.ts';
import { type CrashClient, Violation } from './client.ts';
import { etagOf, type ObjectSpace } from './object-space.ts';
import { absent } from './register.ts';
import type { Workload } from './workload.ts';

/** Puts, overwrites, copies, deletes and reads, on keys of its own and on some that all share. */
export class ObjectWorkload implements Workload {
  readonly #client: CrashClient;
  readonly #random: Random;
  readonly #own: ObjectSpace;
  readonly #shared: ObjectSpace;
  #number = 0;

  constructor(client: CrashClient, random: Random, own: ObjectSpace, shared: ObjectSpace) {
    this.#client = client;
    this.#random = random;
    this.#own = own;
    this.#shared = shared;
  }

  async setUp(): Promise<void> {}

  async act(): Promise<void> {
    const space = this.#random.chance(0.2) ? this.#shared : this.#own;
    const key = this.#random.pick(space.keys);
    const choice = this.#random.next();
    if (choice < 0.55) await this.#put(space, key);
    else if (choice < 0.7) await this.#delete(space, key);
    else if (choice < 0.85) await this.#copy(space, key);
    else await this.#read(this.#random.pick(this.#own.keys));
  }

  async #put(space: ObjectSpace, key: string): Promise<void> {
    this.#number += 1;
    const body = bodyOf(`${this.#own.prefix}${this.#number} `, someSize(this.#random));
    const write = space.register(key).begin(digestOf(body));
    const request = { method: 'PUT', path: space.path(key), body };
    const answer = await this.#client.write(write, request);
    if (answer !== undefined && answer.headers.etag !== etagOf(body)) {
      throw new Violation(`${key} was acknowledged with the ETag ${answer.headers.etag}`);
    }
  }

  async #delete(space: ObjectSpace, key: string): Promise<void> {
    const write = space.register(key).begin(absent);
    await this.#client.write(write, { method: 'DELETE', path: space.path(key) });
  }

  /** Only what it knows for certain is copied: of the keys that nobody else writes. */
  async #copy(space: ObjectSpace, key: string): Promise<void> {
    const source = this.#random.pick(this.#own.keys);
    const value = this.#own.register(source).known();
    if (source === key || value === undefined || value === absent) return;
    const headers = { 'x-amz-copy-source': this.#own.path(source) };
    const write = space.register(key).begin(value);
    await this.#client.write(write, { method: 'PUT', path: space.path(key), headers });
  }

  /** A read during the load, of a key that only this client writes. */
  async #read(key: string): Promise<void> {
    const answer = await this.#client.send({ path: this.#own.path(key) });
    if (answer === undefined) return;
    const value = answer.status === 404 ? absent : digestOf(answer.body);
    if (!this.#own.register(key).possible().has(value)) {
      throw new Violation(`a read of ${key} got ${answer.status} with ${value}`);
    }
  }

  async verify(): Promise<void> {
    await this.#own.verify();
  }

  async cleanUp(): Promise<void> {
    await this.#own.cleanUp();
  }
}

/** The keys that all clients write, checked once. */
export class SharedObjects implements Workload {
  readonly #space: ObjectSpace;

  constructor(space: ObjectSpace) {
    this.#space = space;
  }

  async setUp(): Promise<void> {}
  async act(): Promise<void> {}

  async verify(): Promise<void> {
    await this.#space.verify();
  }

  async cleanUp(): Promise<void> {
    await this.#space.cleanUp();
  }
}
