import type { Family } from './metrics/family.ts';
import type { ListenAddress } from './setting-values.ts';

/** Something that serves: the service in this process, or a crew of workers. */
export interface RunningServer {
  /** Where it listens, with the ports that were taken for 0. */
  readonly addresses: readonly ListenAddress[];
  /** Where the console is served; undefined where it is not. */
  readonly consoleAddress: ListenAddress | undefined;
  /** Rejects when it can serve no more and the whole server must end. */
  readonly failed: Promise<never>;
  /** What keeps it from serving well, or undefined. */
  probe(): Promise<string | undefined>;
  /** What it measures; several workers are added up. */
  metrics(): Promise<readonly Family[]>;
  /** Reads the certificate again. @throws when it cannot be used; the old one stays in force */
  reload(): void;
  /** Takes no new work, lets what is in flight end within this time, and closes everything. */
  drain(timeoutMs: number): Promise<void>;
  /** Ends at once. */
  kill(): void;
}
