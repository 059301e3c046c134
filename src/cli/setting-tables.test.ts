import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { settingTables } from './setting-tables.ts';

describe('docs/guide/configuration.md', () => {
  test('has the tables of the settings as they are declared', () => {
    const guide = new URL('../../docs/guide/configuration.md', import.meta.url);
    const tables = /<!-- settings -->\n\n([\s\S]*?)\n<!-- end of settings -->/;
    const written = tables.exec(readFileSync(guide, 'utf8'))?.[1];
    assert.equal(written, settingTables(), 'put the printed tables between the two comments');
  });
});
