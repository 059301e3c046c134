import type { Reply } from './reply.ts';

/** Larger answers are few, and would push out many. */
const largestShare = 8;

interface Kept {
  readonly reply: Reply;
  readonly bytes: number;
}

/**
 * Answers to reads, by what was asked, for as long as nothing is committed by any process: what
 * they were made of is then as it was. Every request is authorized before its answer comes from
 * here, and what it tells must not depend on who asks.
 */
export class ReplyMemory {
  readonly #stamp: () => number;
  readonly #limitBytes: number;
  readonly #kept = new Map<string, Kept>();
  #keptBytes = 0;
  #keptSince = 0;

  /** @param stamp a number that is another one after each commit */
  constructor(stamp: () => number, limitBytes: number) {
    this.#stamp = stamp;
    this.#limitBytes = limitBytes;
  }

  /** The answer to `asked`, made now or since the last commit. */
  async answer(asked: string, make: () => Promise<Reply>): Promise<Reply> {
    // Before the read: a commit in between makes the stamp too old, never too new.
    const stamp = this.#stamp();
    if (stamp !== this.#keptSince) this.#clear(stamp);
    const known = this.#kept.get(asked);
    if (known !== undefined) return known.reply;
    const made = await make();
    const { body } = made;
    if (typeof body !== 'string') return made;
    const reply = { ...made, body: Buffer.from(body) };
    if (stamp === this.#keptSince) this.#keep(asked, reply, reply.body.length + asked.length);
    return reply;
  }

  #keep(asked: string, reply: Reply, bytes: number): void {
    if (bytes > this.#limitBytes / largestShare || this.#kept.has(asked)) return;
    this.#kept.set(asked, { reply, bytes });
    this.#keptBytes += bytes;
    for (const [oldest, old] of this.#kept) {
      if (this.#keptBytes <= this.#limitBytes) break;
      this.#kept.delete(oldest);
      this.#keptBytes -= old.bytes;
    }
  }

  #clear(stamp: number): void {
    this.#kept.clear();
    this.#keptBytes = 0;
    this.#keptSince = stamp;
  }
}
