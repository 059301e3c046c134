import { mkdirSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { auditFileName, auditFiles, type ChainHead, readHead } from './audit-files.ts';
import { chained, chainStart } from './chain.ts';

export interface AuditLogOptions {
  readonly folder: string;
  /** Names this process among all that ever wrote here: letters, digits and dashes. */
  readonly writer: string;
  readonly clock: () => number;
  /** Told once a minute at most, of records that were lost or could not be written. */
  readonly warn: (message: string, fields: Readonly<Record<string, string | number>>) => void;
  /** Characters that wait to be written; what comes on top is counted and left out. */
  readonly queueLimit?: number;
}

export interface AuditLog {
  /** Takes a record and returns at once. */
  record(record: object): void;
  /** Resolves when everything taken so far is in its file. Never rejects. */
  flush(): Promise<void>;
  /** Ends the chain; nothing may be recorded afterwards. */
  close(): Promise<void>;
}

const defaultQueueLimit = 16 * 1024 * 1024;
/** A batch is written when it is so large, or so old. */
const batchLength = 256 * 1024;
const batchAgeMs = 200;
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

interface Batch {
  readonly file: string;
  lines: string[];
  length: number;
}

class ChainWriter implements AuditLog {
  readonly #options: AuditLogOptions;
  readonly #limit: number;
  #day = '';
  #dayStartMs = Number.NaN;
  #hash = chainStart;
  #sequence = 0;
  #batches: Batch[] = [];
  #waiting = 0;
  #lost = 0;
  #warnedAtMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  constructor(options: AuditLogOptions) {
    this.#options = options;
    this.#limit = options.queueLimit ?? defaultQueueLimit;
    mkdirSync(options.folder, { recursive: true, mode: folderMode });
    this.#begin(this.#today());
  }

  record(record: object): void {
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
      this.#lost = 0;
    }
    this.#append(record);
    if (this.#waiting >= batchLength) void this.flush();
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

  #append(record: object): void {
    const line = chained(record, this.#sequence++, this.#hash);
    this.#hash = line.hash;
    const file = auditFileName(this.#day, this.#options.writer);
    let batch = this.#batches.at(-1);
    if (batch?.file !== file) {
      batch = { file, lines: [], length: 0 };
      this.#batches.push(batch);
    }
    batch.lines.push(line.text);
    batch.length += line.text.length + 1;
    this.#waiting += line.text.length + 1;
  }

  async #write(batches: readonly Batch[]): Promise<void> {
    for (const { file, lines, length } of batches) {
      try {
        const path = join(this.#options.folder, file);
        await appendFile(path, `${lines.join('\n')}\n`, { mode: fileMode });
      } catch (error) {
        this.#warn('audit records could not be written', {
          records: lines.length,
          reason: String(error),
        });
      }
      this.#waiting -= length;
    }
    this.#writing = undefined;
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
