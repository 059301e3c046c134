import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { prepareDataFolder, UnknownFormat } from './data-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'strongroom-'));
after(() => rmSync(root, { recursive: true, force: true }));

const fatal = (error: Error): never => {
  throw error;
};

describe('the data folder', () => {
  test('is made for its owner alone, with a format marker, and prepared again without harm', async () => {
    const folder = join(root, 'deep', 'data');
    await prepareDataFolder(folder, { fatal });
    await prepareDataFolder(folder, { fatal });
    assert.equal(
      readFileSync(join(folder, 'format'), 'utf8'),
      'strongroom data folder, format 1\n',
    );
    assert.equal(statSync(folder).mode & 0o777, 0o700);
  });

  test('of a newer format is refused, and left as it is', async () => {
    const folder = join(root, 'newer');
    await prepareDataFolder(folder, { fatal });
    writeFileSync(join(folder, 'format'), 'strongroom data folder, format 2\n');
    await assert.rejects(prepareDataFolder(folder, { fatal }), /has format 2; this release knows/);
  });

  test('of something else is refused', async () => {
    const folder = join(root, 'other');
    await prepareDataFolder(folder, { fatal });
    writeFileSync(join(folder, 'format'), 'hello');
    await assert.rejects(prepareDataFolder(folder, { fatal }), UnknownFormat);
    rmSync(join(folder, 'format'));
    await assert.rejects(prepareDataFolder(folder, { fatal }), UnknownFormat);
  });

  test('loses unfinished files when it is prepared', async () => {
    const folder = join(root, 'swept');
    await prepareDataFolder(folder, { fatal });
    writeFileSync(join(folder, 'incoming', 'ff'), 'half');
    await prepareDataFolder(folder, { fatal });
    assert.throws(() => statSync(join(folder, 'incoming', 'ff')));
  });
});
