import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderOf, foldersOf, nameIn } from './folders.ts';

test('the folder of a prefix ends at its last slash', () => {
  assert.equal(folderOf('logs/2026-'), 'logs/');
  assert.equal(folderOf('logs'), '');
  assert.equal(folderOf('/'), '/');
});

test('each slash ends a folder, even where it has no name', () => {
  assert.deepEqual(foldersOf('a//b'), [
    { name: 'a/', prefix: 'a/' },
    { name: '/', prefix: 'a//' },
  ]);
  assert.deepEqual(foldersOf('/x/y'), [
    { name: '/', prefix: '/' },
    { name: 'x/', prefix: '/x/' },
  ]);
});

test('a key is named below its folder, and the folder itself by its whole key', () => {
  assert.equal(nameIn('logs/', 'logs/01.txt'), '01.txt');
  assert.equal(nameIn('logs/', 'logs/'), 'logs/');
});
