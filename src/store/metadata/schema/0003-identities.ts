import type { Migration } from '../sqlite/migrate.ts';

export const identities: Migration = {
  number: 3,
  name: 'accounts and identities',
  statements: [],
};
