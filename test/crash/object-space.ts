import { createHash } from 'node:crypto';
import { digestOf } from './body.ts';
import { type CrashClient, texts, Violation } from './client.ts';
import { absent, Register } from './register.ts';

/** The keys of one prefix of a bucket that is not versioned, each with what it can hold. */
export class ObjectSpace {
  readonly bucket: string;
  readonly prefix: string;
  readonly keys: readonly string[];
  readonly #client: CrashClient;
  readonly #registers = new Map<string, Register>();

  constructor(client: CrashClient, bucket: string, prefix: string, size: number) {
    this.#client = client;
    this.bucket = bucket;
    this.prefix = prefix;
    this.keys = Array.from({ length: size }, (_, index) => `${prefix}${index}`);
    for (const key of this.keys) this.#registers.set(key, new Register());
  }

  register(key: string): Register {
    const register = this.#registers.get(key);
    if (register === undefined) throw new Error(`no key ${key}`);
    return register;
  }

  path(key: string): string {
    return `/${this.bucket}/${key}`;
  }

  /** Reads a key to its end. @returns its digest, or `absent` */
  async read(key: string): Promise<{ digest: string; etag: string; sizeBytes: number }> {
    const answer = await this.#client.expect({ path: this.path(key) }, 200, 404);
    if (answer.status === 404) return { digest: absent, etag: '', sizeBytes: 0 };
    const { headers, body } = answer;
    return { digest: digestOf(body), etag: String(headers.etag), sizeBytes: body.length };
  }

  /** Every key holds one of its possible values, and a listing says the same. */
  async verify(): Promise<void> {
    const listed = await this.#list();
    for (const key of this.keys) {
      const { digest, etag, sizeBytes } = await this.read(key);
      const register = this.register(key);
      if (!register.possible().has(digest)) {
        const possible = [...register.possible()].join(' or ');
        throw new Violation(`${key} holds ${digest} (${sizeBytes} bytes), not ${possible}`);
      }
      register.settle(digest);
      const inListing = listed.get(key);
      listed.delete(key);
      const seen = digest === absent ? undefined : `${etag} ${sizeBytes}`;
      if (inListing !== seen) throw new Violation(`${key}: listed ${inListing}, read ${seen}`);
    }
    const [extra] = listed.keys();
    if (extra !== undefined) throw new Violation(`a listing has ${extra}, which nobody wrote`);
  }

  async #list(): Promise<Map<string, string>> {
    const query = `list-type=2&prefix=${encodeURIComponent(this.prefix)}`;
    const answer = await this.#client.expect({ path: `/${this.bucket}`, query }, 200);
    const keys = texts(answer.text, 'Key');
    const etags = texts(answer.text, 'ETag').map((etag) => etag.replaceAll('&quot;', '"'));
    const sizes = texts(answer.text, 'Size');
    return new Map(keys.map((key, index) => [key, `${etags[index]} ${sizes[index]}`]));
  }

  async cleanUp(): Promise<void> {
    for (const key of this.keys) {
      await this.#client.expect({ method: 'DELETE', path: this.path(key) }, 204);
      this.register(key).settle(absent);
    }
  }
}

/** The ETag of a body that was put in one piece. */
export function etagOf(body: Uint8Array): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}
