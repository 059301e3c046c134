import { createHash } from 'node:crypto';
import type { Random } from '../differential/random.ts';
import { bodyOf } from './body.ts';
import { type CrashClient, texts, Violation } from './client.ts';
import type { ObjectSpace } from './object-space.ts';
import type { Workload } from './workload.ts';

/** What S3 demands of every part but the last. */
const leastPartBytes = 5 * 1024 * 1024;

interface Part {
  readonly etag: string;
  readonly body: Buffer;
}

interface Upload {
  readonly id: string;
  readonly key: string;
  /** Acknowledged ones. */
  readonly parts: Part[];
  /** What was sent last without an answer. */
  lost?: 'complete' | 'abort';
  /** The digest of the object that its completion makes. */
  value?: string;
}

/** Uploads in parts that are completed, aborted or left lying, one after the other. */
export class UploadWorkload implements Workload {
  readonly #client: CrashClient;
  readonly #random: Random;
  readonly #space: ObjectSpace;
  #uploads: Upload[] = [];
  #lostBeginnings = 0;
  #number = 0;

  constructor(client: CrashClient, random: Random, space: ObjectSpace) {
    this.#client = client;
    this.#random = random;
    this.#space = space;
  }

  async setUp(): Promise<void> {}

  async act(): Promise<void> {
    const upload = await this.#begin();
    if (upload === undefined) return;
    const parts = this.#random.chance(0.1) ? 2 : 1;
    for (let number = 1; number <= parts; number += 1) {
      const sizeBytes = number < parts ? leastPartBytes : 1 + this.#random.below(300_000);
      if (!(await this.#putPart(upload, sizeBytes))) return;
    }
    const choice = this.#random.next();
    if (choice < 0.7) await this.#complete(upload);
    else if (choice < 0.9) await this.#abort(upload);
  }

  async #begin(): Promise<Upload | undefined> {
    // Not where a completion was lost: what became of it is seen before the next one.
    const known = this.#space.keys.filter((key) => this.#space.register(key).known());
    if (known.length === 0) return undefined;
    const key = this.#random.pick(known);
    const request = { method: 'POST', path: this.#space.path(key), query: 'uploads=' };
    const answer = await this.#client.attempt(request);
    if (answer === undefined) {
      this.#lostBeginnings += 1;
      return undefined;
    }
    const upload: Upload = { id: texts(answer.text, 'UploadId')[0] ?? '', key, parts: [] };
    this.#uploads.push(upload);
    return upload;
  }

  async #putPart(upload: Upload, sizeBytes: number): Promise<boolean> {
    this.#number += 1;
    const body = bodyOf(`${this.#space.prefix}${this.#number} `, sizeBytes);
    const query = `partNumber=${upload.parts.length + 1}&uploadId=${upload.id}`;
    const path = this.#space.path(upload.key);
    const answer = await this.#client.attempt({ method: 'PUT', path, query, body });
    if (answer === undefined) return false;
    upload.parts.push({ etag: String(answer.headers.etag), body });
    return true;
  }

  #completion(upload: Upload) {
    const parts = upload.parts.map(
      ({ etag }, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag}</ETag></Part>`,
    );
    return {
      method: 'POST',
      path: this.#space.path(upload.key),
      query: `uploadId=${upload.id}`,
      body: `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`,
    };
  }

  async #complete(upload: Upload): Promise<void> {
    const hash = createHash('sha256');
    for (const { body } of upload.parts) hash.update(body);
    upload.value = hash.digest('hex');
    upload.lost = 'complete';
    const write = this.#space.register(upload.key).begin(upload.value);
    const answer = await this.#client.write(write, this.#completion(upload));
    if (answer !== undefined) this.#forget(upload);
  }

  async #abort(upload: Upload): Promise<void> {
    upload.lost = 'abort';
    const path = this.#space.path(upload.key);
    const query = `uploadId=${upload.id}`;
    const answer = await this.#client.attempt({ method: 'DELETE', path, query });
    if (answer !== undefined) this.#forget(upload);
  }

  #forget(upload: Upload): void {
    this.#uploads = this.#uploads.filter((other) => other !== upload);
  }

  async verify(): Promise<void> {
    const listed = await this.#list();
    for (const upload of this.#uploads) {
      const isOpen = listed.delete(upload.id);
      if (upload.lost === undefined && !isOpen) throw new Violation(`upload ${upload.id} is lost`);
      if (isOpen) await this.#verifyParts(upload);
      if (upload.lost === 'complete') await this.#verifyCompletion(upload, isOpen);
    }
    if (listed.size > this.#lostBeginnings) {
      throw new Violation(`uploads that nobody began: ${[...listed.keys()].join(' ')}`);
    }
    await this.#space.verify();
    for (const [id, key] of await this.#list()) {
      const abort = { method: 'DELETE', path: this.#space.path(key), query: `uploadId=${id}` };
      await this.#client.expect(abort, 204);
    }
    this.#uploads = [];
    this.#lostBeginnings = 0;
  }

  async #verifyParts(upload: Upload): Promise<void> {
    const path = this.#space.path(upload.key);
    const query = `uploadId=${upload.id}`;
    const { text } = await this.#client.expect({ path, query }, 200);
    const etags = texts(text, 'ETag').map((etag) => etag.replaceAll('&quot;', '"'));
    for (const [index, part] of upload.parts.entries()) {
      if (etags[index] !== part.etag) throw new Violation(`part ${index + 1} of ${upload.id}`);
    }
  }

  /** Done whole or not at all; and sent again, it is done, with the same bytes. */
  async #verifyCompletion(upload: Upload, isOpen: boolean): Promise<void> {
    const { digest } = await this.#space.read(upload.key);
    if (isOpen === (digest === upload.value)) {
      const both = isOpen ? 'an object and an upload at once' : 'neither object nor upload';
      throw new Violation(`upload ${upload.id} is ${both}`);
    }
    await this.#client.expect(this.#completion(upload), 200);
    this.#space.register(upload.key).settle(upload.value ?? '');
  }

  async #list(): Promise<Map<string, string>> {
    const query = `prefix=${encodeURIComponent(this.#space.prefix)}&uploads=`;
    const { text } = await this.#client.expect({ path: `/${this.#space.bucket}`, query }, 200);
    const keys = texts(text, 'Key');
    return new Map(texts(text, 'UploadId').map((id, index) => [id, keys[index] ?? '']));
  }

  async cleanUp(): Promise<void> {
    await this.#space.cleanUp();
  }
}
