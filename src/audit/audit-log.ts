import { mkdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { auditFileName, auditFiles, type ChainHead, readHead } from './audit-files.ts';
import { chainBytes, chainStart, writeLine } from './chain.ts';

export interface AuditLogOptions {
  readonly folder: string;
  /** Names this process among all that ever wrote here: letters, digits and dashes. */
  readonly writer: string;
  readonly clock: () => number;
  /** Told once a minute at most, of records that were lost or could not be written. */
  readonly warn: (message: string, fields: Readonly<Record<string, string | number>>) => void;
  /** Bytes that wait to be written; what comes on top is counted and left out. */
  readonly queueLimit?: number;
}

export interface AuditLog {
  /** Takes a record, or the JSON of one, and returns at once. */
  record(record: object | string): void;
  /** Resolves when everything taken so far is in its file. Never rejects. */
  flush(): Promise<void>;
  /** Ends the chain; nothing may be recorded afterwards. */
  close(): Promise<void>;
  /** What was taken and is not in its file yet. */
  readonly waitingBytes: number;
  /** What was left out since the start, because too much was waiting. */
  readonly lostRecords: number;
}

const defaultQueueLimit = 16 * 1024 * 1024;
/** A batch is written when it is so large, or so old. */
const batchBytes = 256 * 1024;
const batchAgeMs = 200;
/** Room for a batch and for the line that fills it. */
const bufferBytes = batchBytes + 64 * 1024;
const dayMs = 86_400_000;
const warnEveryMs = 60_000;
/** How many other chains a new one refers to, so that deleting one of their files shows. */
const maxHeads = 32;
/** Who may do what is nobody's business but the owner's. */
const fileMode = 0o600;
const folderMode = 0o700;

/**
 * Appends records to a file a day, each line chained to the one before it by its hash. A new file
 * begins with a line that names the ends of the chains that stood there before.
 * @throws what node:fs throws where the folder cannot be made or read
 */
export function openAuditLog(options: AuditLogOptions): AuditLog {
  return new ChainWriter(options);
}

/** Lines of one file, encoded as they came. */
interface Batch {
  readonly file: string;
  readonly bytes: Buffer;
  used: number;
  records: number;
}

/** UTF-8 takes no more for one character of a string. */
const maxCharacterBytes = 3;

class ChainWriter implements AuditLog {
  readonly #options: AuditLogOptions;
  readonly #limit: number;
  #day = '';
  #dayStartMs = Number.NaN;
  #hash = chainStart;
  #sequence = 0;
  #batches: Batch[] = [];
  #file: { readonly name: string; readonly handle: FileHandle } | undefined;
  /** The buffer of the last batch that was written. */
  #spare: Buffer | undefined;
  #waiting = 0;
  #lost = 0;
  #lostBefore = 0;
  #warnedAtMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  constructor(options: AuditLogOptions) {
    this.#options = options;
    this.#limit = options.queueLimit ?? defaultQueueLimit;
    mkdirSync(options.folder, { recursive: true, mode: folderMode });
    this.#begin(this.#today());
  }

  get waitingBytes(): number {
    return this.#waiting;
  }

  get lostRecords(): number {
    return this.#lostBefore + this.#lost;
  }

  record(record: object | string): void {
    if (this.#waiting >= this.#limit) {
      this.#lost++;
      this.#warn('audit records are lost: the disk does not keep up', { lost: this.#lost });
      return;
    }
    const day = this.#today();
    if (day !== this.#day) {
      this.#append({ strongroomAudit: 'end', reason: 'rotation' });
      this.#begin(day);
    }
    if (this.#lost > 0) {
      this.#append({ strongroomAudit: 'gap', lost: this.#lost });
      this.#lostBefore += this.#lost;
      this.#lost = 0;
    }
    this.#append(record);
    if (this.#waiting >= batchBytes) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), batchAgeMs);
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // One write at a time keeps the lines in their order.
    while (this.#writing !== undefined) await this.#writing;
    const batches = this.#batches;
    if (batches.length === 0) return;
    this.#batches = [];
    this.#writing = this.#write(batches);
    await this.#writing;
  }

  async close(): Promise<void> {
    if (this.#lost > 0) this.#append({ strongroomAudit: 'gap', lost: this.#lost });
    this.#append({ strongroomAudit: 'end', reason: 'stop' });
    await this.flush();
    await this.#file?.handle.close().catch(() => undefined);
    this.#file = undefined;
  }

  /** Asked for each record, so the day is made only when it is another one. */
  #today(): string {
    const now = this.#options.clock();
    if (now >= this.#dayStartMs && now < this.#dayStartMs + dayMs) return this.#day;
    return new Date(now).toISOString().slice(0, 10);
  }

  #begin(day: string): void {
    const { folder, writer, clock } = this.#options;
    const before: ChainHead[] = this.#day === '' ? otherHeads(folder) : [];
    const continues =
      this.#day === '' ? null : { file: auditFileName(this.#day, writer), hash: this.#hash };
    this.#day = day;
    this.#dayStartMs = Date.parse(`${day}T00:00:00Z`);
    this.#sequence = 0;
    this.#hash = chainStart;
    const startedAt = new Date(clock()).toISOString();
    this.#append({ strongroomAudit: 'start', version: 1, writer, startedAt, continues, before });
  }

  #append(record: object | string): void {
    const json = typeof record === 'string' ? record : JSON.stringify(record);
    const batch = this.#batchFor(json.length * maxCharacterBytes + chainBytes);
    const place = { sequence: this.#sequence++, previousHash: this.#hash };
    const { end, hash } = writeLine(batch.bytes, batch.used, json, place);
    this.#waiting += end - batch.used;
    this.#hash = hash;
    batch.used = end;
    batch.records += 1;
  }

  #batchFor(roomBytes: number): Batch {
    const file = auditFileName(this.#day, this.#options.writer);
    const last = this.#batches.at(-1);
    if (last?.file === file && last.bytes.length - last.used >= roomBytes) return last;
    const spare = this.#spare;
    this.#spare = undefined;
    const fits = spare !== undefined && spare.length >= roomBytes;
    const bytes = fits ? spare : Buffer.allocUnsafeSlow(Math.max(bufferBytes, roomBytes));
    const batch = { file, bytes, used: 0, records: 0 };
    this.#batches.push(batch);
    return batch;
  }

  async #write(batches: readonly Batch[]): Promise<void> {
    for (const { file, bytes, used, records } of batches) {
      try {
        await this.#writeTo(file, bytes.subarray(0, used));
      } catch (error) {
        this.#warn('audit records could not be written', { records, reason: String(error) });
      }
      this.#waiting -= used;
      if (bytes.length === bufferBytes) this.#spare = bytes;
    }
    this.#writing = undefined;
  }

  /** The file stays open: `appendFile` held the loop for 0.9 ms with each batch of 256 KiB. */
  async #writeTo(file: string, bytes: Buffer): Promise<void> {
    if (this.#file?.name !== file) {
      await this.#file?.handle.close();
      this.#file = undefined;
      const handle = await open(join(this.#options.folder, file), 'a', fileMode);
      this.#file = { name: file, handle };
    }
    const { handle } = this.#file;
    for (let at = 0; at < bytes.length; ) {
      at += (await handle.write(bytes, at, bytes.length - at, null)).bytesWritten;
    }
  }

  #warn(message: string, fields: Readonly<Record<string, string | number>>): void {
    const now = this.#options.clock();
    if (now - this.#warnedAtMs < warnEveryMs) return;
    this.#warnedAtMs = now;
    this.#options.warn(message, fields);
  }
}

function otherHeads(folder: string): ChainHead[] {
  return auditFiles(folder)
    .slice(-maxHeads)
    .flatMap(({ name }) => readHead(folder, name) ?? []);
}
