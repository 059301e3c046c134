import type { Migration } from '../sqlite/migrate.ts';

export const keyManagement: Migration = {
  number: 8,
  name: 'policies, tags, deletion and rotation of keys',
  statements: [
    // NULL: the default policy.
    'ALTER TABLE keys ADD COLUMN policy TEXT',
    'ALTER TABLE keys ADD COLUMN tags TEXT',
    'ALTER TABLE keys ADD COLUMN deletion_ms INTEGER',
    // Days between rotations, and since when they are counted; NULL: no automatic rotation.
    'ALTER TABLE keys ADD COLUMN rotation_days INTEGER',
    'ALTER TABLE keys ADD COLUMN rotation_since_ms INTEGER',
    // JSON of what was rotated when; the material of each stands in sealed_material.
    'ALTER TABLE keys ADD COLUMN rotations TEXT',
    'ALTER TABLE key_aliases ADD COLUMN updated_ms INTEGER',
  ],
};
