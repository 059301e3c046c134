/** The value of something that is not there. */
export const absent = 'absent';

/** One write that was sent, and what became of it. */
interface Write {
  readonly value: string;
  readonly startedAt: number;
  /** When the answer came, or the connection was lost: from then on nothing of it goes on. */
  endedAt: number;
  acknowledged: boolean;
}

/** What the sender of a write says when it knows. */
export interface OpenWrite {
  /** It answered that it was done. */
  acknowledge(): void;
  /** No answer came: it was done, or not at all. */
  lose(): void;
}

let time = 0;
const tick = () => {
  time += 1;
  return time;
};

/**
 * What one key can hold after a crash, from the writes that were sent: the value of every write
 * but those that an acknowledged one began after. Writes may overlap.
 */
export class Register {
  #writes: Write[];

  constructor(value: string = absent) {
    this.#writes = [settled(value)];
  }

  begin(value: string): OpenWrite {
    const write = {
      value,
      startedAt: tick(),
      endedAt: Number.POSITIVE_INFINITY,
      acknowledged: false,
    };
    this.#writes.push(write);
    return {
      acknowledge: () => {
        write.endedAt = tick();
        write.acknowledged = true;
        this.#forgetOverwritten();
      },
      lose: () => {
        write.endedAt = tick();
      },
    };
  }

  #forgetOverwritten(): void {
    const newest = Math.max(
      ...this.#writes.filter((write) => write.acknowledged).map((write) => write.startedAt),
    );
    this.#writes = this.#writes.filter((write) => write.endedAt >= newest);
  }

  /** The values that a read may find now. */
  possible(): ReadonlySet<string> {
    return new Set(this.#writes.map((write) => write.value));
  }

  /** The only value that it can have, undefined while there are several. */
  known(): string | undefined {
    const values = [...this.possible()];
    return values.length === 1 ? values[0] : undefined;
  }

  /** A read found this while nothing was under way: it is the value from now on. */
  settle(value: string): void {
    this.#writes = [settled(value)];
  }
}

function settled(value: string): Write {
  return { value, startedAt: 0, endedAt: 0, acknowledged: true };
}
