import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { GetBucketWebsiteCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { openSync, writeFiles } from './sync-fixture.ts';

const { s3, proxy, createProject, run, sync } = await openSync();

/** Lets so many writes through, and refuses those after them. */
function breakAfter(writes: number) {
  let left = writes;
  proxy.decide(({ method }) => {
    if (method !== 'GET' && method !== 'HEAD') left -= 1;
    return left < 0 ? 'refuse' : 'pass';
  });
}

const pages = { 'index.html': '<h1>home</h1>', '404.html': 'lost', 'css/site.css': 'body {}' };
const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);

describe('strongroom sync', () => {
  test('a dry run prints what would be done, and writes nothing', async () => {
    const { folder, keys } = await createProject(pages, 'index_document: index.html');
    const { code, out } = await sync(folder, '--dry-run');
    assert.equal(code, 0);
    assert.match(out, /^upload {2}css\/site\.css {2}\(new; 7 B; text\/css; charset=utf-8\)$/m);
    assert.match(out, /^bucket {2}website: index index\.html, no error document$/m);
    assert.match(out, /^dry run: 3 uploaded \(24 B\), 0 updated, 0 deleted, 0 unchanged$/m);
    assert.deepEqual(await keys(), []);
  });

  test('a sync with nothing to do costs a listing and one HEAD', async () => {
    const { folder } = await createProject(pages);
    assert.match((await sync(folder)).out, /^3 uploaded/m);
    proxy.methods();
    const { code, out } = await sync(folder);
    assert.deepEqual([code, out], [0, '0 uploaded, 0 updated, 0 deleted, 3 unchanged\n']);
    assert.deepEqual(proxy.methods().sort(), ['GET', 'HEAD']);
  });

  test('sends what changed, deletes what is gone, and leaves the rest', async () => {
    const { folder, build, keys, head } = await createProject({ ...pages, 'old.html': 'x' });
    await sync(folder);
    const before = (await head('404.html')).LastModified;
    await writeFiles(build, { 'index.html': 'new home', 'new.css': 'p {}' });
    await rm(join(build, 'old.html'));
    const { out } = await sync(folder);
    assert.deepEqual(out.split('\n').slice(0, 3), [
      'upload  new.css  (new; 4 B; text/css; charset=utf-8)',
      'upload  index.html  (changed; 8 B; text/html; charset=utf-8)',
      'delete  old.html',
    ]);
    assert.deepEqual(await keys(), ['404.html', 'css/site.css', 'index.html', 'new.css']);
    assert.deepEqual((await head('404.html')).LastModified, before);
  });

  test('changed headers are seen and set by a copy, without sending the bytes again', async () => {
    const project = await createProject(pages);
    await sync(project.folder);
    await project.settings('default_caching_policy: { max_age: 60 }');
    const { out } = await sync(project.folder);
    assert.match(out, /^update {2}404\.html {2}\(cache-control: none -> max-age=60\)$/m);
    assert.equal(lastLine(out), '0 uploaded, 3 updated, 0 deleted, 0 unchanged');
    assert.equal((await project.head('css/site.css')).CacheControl, 'max-age=60');
    assert.match((await sync(project.folder)).out, /^0 uploaded, 0 updated/);
  });

  test('what another tool uploaded is not sent again, and keeps what else it said', async () => {
    const { bucket, folder, head } = await createProject(pages);
    for (const [Key, Body] of Object.entries(pages)) {
      const ContentType = Key.endsWith('.css') ? 'text/css' : 'text/html; charset=utf-8';
      const Metadata = { mtime: '1' };
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType, Metadata }));
    }
    const { out } = await sync(folder);
    assert.equal(lastLine(out), '0 uploaded, 1 updated, 0 deleted, 2 unchanged');
    const css = await head('css/site.css');
    assert.deepEqual([css.ContentType, css.Metadata?.mtime], ['text/css; charset=utf-8', '1']);
    proxy.methods();
    assert.match((await sync(folder)).out, /^0 uploaded, 0 updated/);
    assert.deepEqual(proxy.methods().sort(), ['GET', 'HEAD']);
  });

  test('stopped after any request, it ends in the same place when run again', async () => {
    const files = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`a${n}.css`, `${n}`]));
    for (const writes of [0, 3, 6]) {
      const { folder, keys } = await createProject({ ...files, 'index.html': 'home' });
      breakAfter(writes);
      const stopped = await sync(folder, '--concurrency', '2');
      proxy.decide();
      assert.equal(stopped.code, 1);
      assert.match(stopped.error, /^strongroom: (a\d\.css|index\.html): AccessDenied/);
      const sent = (await keys()).length;
      assert.equal(sent, writes);
      const { out } = await sync(folder);
      assert.match(lastLine(out) ?? '', new RegExp(`^${7 - sent} uploaded`));
      assert.equal((await keys()).length, 7);
    }
  });

  test('a file that changes after it was hashed is not sent as something else', async () => {
    const { folder, build, head } = await createProject({ 'a.css': 'p {}', 'index.html': 'one' });
    proxy.decide(({ method, path }) => {
      // The stylesheet is on its way; the page, of the same size, goes after it.
      if (method === 'PUT' && path.includes('a.css')) {
        writeFileSync(join(build, 'index.html'), 'two');
      }
      return 'pass';
    });
    const { code, error } = await sync(folder);
    proxy.decide();
    assert.equal(code, 1);
    assert.match(
      error,
      /index\.html: .*index\.html changed while it was being sent; run sync again/,
    );
    await assert.rejects(head('index.html'), { name: 'NotFound' });
    assert.match((await sync(folder)).out, /^upload {2}index\.html/m);
  });

  test('a large file goes in parts, and is known again by the ETag of its parts', async () => {
    const large = randomBytes(17 * 1024 * 1024);
    const { bucket, folder } = await createProject({ 'film.mp4': large });
    assert.equal((await sync(folder)).code, 0);
    const stored = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'film.mp4' }));
    assert.match(stored.ETag ?? '', /-3"$/);
    const bytes = await stored.Body?.transformToByteArray();
    assert.ok(large.equals(bytes ?? new Uint8Array()));
    assert.match((await sync(folder)).out, /^0 uploaded.*1 unchanged$/m);
  });

  test('a prefix limits everything to itself', async () => {
    const { bucket, folder, keys } = await createProject(pages);
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'docs-other.html', Body: 'x' }));
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'docs/old.html', Body: 'x' }));
    const { out } = await sync(folder, '--prefix', 'docs', '--website-index', 'index.html');
    assert.match(out, /^delete {2}docs\/old\.html$/m);
    assert.deepEqual(await keys(), [
      'docs-other.html',
      'docs/404.html',
      'docs/css/site.css',
      'docs/index.html',
    ]);
    await assert.rejects(s3.send(new GetBucketWebsiteCommand({ Bucket: bucket })));
  });

  test('too many deletions are refused before anything is done', async () => {
    const { folder, build, keys } = await createProject({ 'a.html': '1', 'b.html': '2' });
    await sync(folder);
    await rm(join(build, 'a.html'));
    await rm(join(build, 'b.html'));
    await writeFiles(build, { 'c.html': '3' });
    const { code, error } = await sync(folder, '--max-delete', '1');
    assert.equal(code, 1);
    assert.match(error, /2 objects would be deleted, and the cap is 1; nothing was done/);
    assert.deepEqual(await keys(), ['a.html', 'b.html']);
    assert.match((await sync(folder, '--no-delete')).out, /0 deleted, 0 unchanged, 2 kept/);
  });

  test('a redirect is sent, and one that somebody made by hand is kept', async () => {
    const project = await createProject(
      { 'index.html': 'home' },
      'redirects: { old: /index.html }',
    );
    const { bucket, folder } = project;
    const WebsiteRedirectLocation = '/index.html';
    const byHand = { Bucket: bucket, Key: 'by-hand', Body: Buffer.alloc(0) };
    await s3.send(new PutObjectCommand({ ...byHand, WebsiteRedirectLocation }));
    await sync(folder);
    assert.deepEqual(await project.keys(), ['by-hand', 'index.html', 'old']);
    assert.equal((await project.head('old')).WebsiteRedirectLocation, '/index.html');
  });

  test('pruned assets stay for their grace time', async () => {
    const { folder, build, keys } = await createProject(pages, 'grace: 1h');
    await sync(folder);
    await rm(join(build, 'css/site.css'));
    const { out } = await sync(folder, '--verbose');
    assert.match(out, /^keep {4}css\/site\.css {2}\(within its grace time\)$/m);
    assert.ok((await keys()).includes('css/site.css'));
    assert.match(
      (await sync(folder)).out,
      /^0 uploaded, 0 updated, 0 deleted, 2 unchanged, 1 kept/,
    );
    assert.match((await sync(folder, '--grace', '0')).out, /^delete {2}css\/site\.css$/m);
    assert.deepEqual(await keys(), ['404.html', 'index.html']);
  });

  test('a release is brought back without sending a byte, and old ones go', async () => {
    const project = await createProject(pages, 'default_caching_policy: { max_age: 9 }');
    const { folder, build } = project;
    const release = (text: string) => /^release (\S+)$/m.exec(text)?.[1] ?? '';
    const first = release((await sync(folder, '--release')).out);
    await writeFiles(build, { 'index.html': 'second', 'more.css': 'q {}' });
    await setTimeout(1000);
    const second = release((await sync(folder, '--release')).out);
    assert.ok(first !== '' && first < second);
    const listed = await run(folder, 'releases');
    assert.match(listed.out, new RegExp(`^${first}  3 objects.*\n${second}  4 objects.*current`));

    const dry = await run(folder, 'rollback', '--dry-run');
    assert.match(dry.out, /^dry run: 1 uploaded .*, 1 deleted, 2 unchanged$/m);
    const back = await run(folder, 'rollback');
    assert.equal(lastLine(back.out), `release ${first}`, back.error);
    const home = await s3.send(new GetObjectCommand({ Bucket: project.bucket, Key: 'index.html' }));
    assert.equal(await home.Body?.transformToString(), pages['index.html']);
    assert.deepEqual(
      [home.CacheControl, home.ContentType],
      ['max-age=9', 'text/html; charset=utf-8'],
    );
    const site = (await project.keys()).filter((key) => !key?.startsWith('.strongroom/'));
    assert.deepEqual(site, ['404.html', 'css/site.css', 'index.html']);
    assert.match(
      (await run(folder, 'rollback', second)).out,
      new RegExp(`release ${second}$`, 'm'),
    );
    assert.match((await sync(folder)).out, /^0 uploaded, 0 updated, 0 deleted, 4 unchanged$/m);

    await setTimeout(1000);
    await writeFiles(build, { 'index.html': 'third' });
    await sync(folder, '--release', '--keep-releases', '1');
    const left = await run(folder, 'releases', '--json');
    assert.equal(left.out.trim().split('\n').length, 1);
    const contents = (await project.keys()).filter((key) => key?.includes('/contents/'));
    assert.equal(contents.length, 4);
    assert.match((await run(folder, 'rollback')).error, /no earlier release to go back to/);
    assert.match((await run(folder, 'rollback', 'x')).error, /there is no release x/);
  });

  test('--json prints one object', async () => {
    const { bucket, folder } = await createProject({ 'index.html': 'home' });
    const { out } = await sync(folder, '--json');
    const report = JSON.parse(out);
    const { uploaded, unchanged, dryRun, actions } = report;
    assert.deepEqual([report.bucket, uploaded, unchanged, dryRun], [bucket, 1, 0, false]);
    assert.deepEqual([actions[0].action, actions[0].key], ['upload', 'index.html']);
  });

  for (const [args, code, message] of [
    [['--no-config', '--bucket', 'no-such-bucket-here'], 1, /there is no bucket no-such-bucket/],
    [['--no-config'], 2, /no bucket is named: give --bucket, AWS_BUCKET or/],
    [['--build-dir', 'nowhere'], 1, /there is no folder .*nowhere; build the site first/],
    [['--max-delete', 'x'], 2, /command line: max_delete: "x" is not a whole number/],
    [['--config', 'none.yaml'], 2, /none\.yaml cannot be read/],
    [['--endpoint-url', 'http://127.0.0.1:1'], 1, /ECONNREFUSED/],
  ] as const) {
    test(`${args.join(' ')} ends with exit code ${code} and says why`, async () => {
      const { folder } = await createProject(pages);
      const isElsewhere = args.some((arg) => arg === '--no-config');
      const endpoint = isElsewhere ? ['--endpoint-url', proxy.endpoint] : [];
      const result = await sync(folder, ...args, ...endpoint);
      assert.equal(result.code, code, result.error);
      assert.match(result.error, message);
    });
  }
});
