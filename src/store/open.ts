import type { Blobs } from './blobs/blobs.ts';
import type { Buckets } from './buckets.ts';
import type { Database } from './metadata/sqlite/database.ts';
import type { Objects } from './objects.ts';
import type { Surroundings } from './surroundings.ts';
import type { Uploads } from './uploads.ts';

export interface Stores {
  readonly buckets: Buckets;
  readonly objects: Objects;
  readonly uploads: Uploads;
  readonly blobs: Blobs;
  /** The foundation of the other metadata stores (identities). */
  readonly database: Database;
  close(): Promise<void>;
}

export interface OpenStores extends Surroundings {
  /** The data folder. */
  readonly folder: string;
}
