import type { Configuration } from './configuration.ts';
import type { Family } from './metrics/family.ts';
import type { RunningServer } from './running-server.ts';

/** What the primary process tells a worker. */
export type WorkerOrder =
  /** @property worker the number of its place, from 1 */
  | { readonly kind: 'start'; readonly configuration: WorkerConfiguration; readonly worker: number }
  | { readonly kind: 'reload' }
  | { readonly kind: 'drain' }
  | { readonly kind: 'probe'; readonly number: number }
  | { readonly kind: 'measure'; readonly number: number };

/** What a worker tells the primary process. */
export type WorkerReport =
  /** Its code is loaded and it hears orders; one that came before would have been lost. */
  | { readonly kind: 'loaded' }
  | ({ readonly kind: 'ready' } & Pick<RunningServer, 'addresses' | 'consoleAddress'>)
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'probed'; readonly number: number; readonly problem: string | undefined }
  | { readonly kind: 'measured'; readonly number: number; readonly families: readonly Family[] };

/** The settings without the root key, which is none of a worker's business. */
export type WorkerConfiguration = Omit<Configuration, 'rootAccessKeyId' | 'rootSecretAccessKey'> & {
  /** The file in force, also where none was named. */
  readonly masterKeyFile: string;
};

/** A worker's exit code when durability can no longer be promised: the whole server must end. */
export const fatalExitCode = 70;
