import type { Migration } from '../sqlite/migrate.ts';

export const objects: Migration = {
  number: 2,
  name: 'buckets, objects, uploads and blobs',
  statements: [],
};
