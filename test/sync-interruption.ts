import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { openSync, type SeenRequest, writeFiles } from './sync-fixture.ts';

type Files = Readonly<Record<string, string>>;

interface Build {
  readonly files: Files;
  readonly settings: string;
}

/** Two builds of a site that differ in every way: what is new, gone, changed, and in its headers. */
const builds: readonly [Build, Build] = [
  {
    files: {
      'index.html': 'one',
      'same.html': 'same',
      'a-1.css': 'a',
      'b.css': 'b',
      'x/y.js': '1',
    },
    settings: 'index_document: index.html\nredirects: { old: /index.html }\ngrace: 1s\n',
  },
  {
    files: {
      'index.html': 'two',
      'same.html': 'same',
      'a-2.css': 'a',
      'b.css': 'c',
      'new.html': '',
    },
    settings:
      'index_document: index.html\nerror_document: same.html\ngrace: 1s\n' +
      'redirects: { old: /new.html }\n' +
      'default_caching_policy: { max_age: 60 }\n',
  },
];

/** No run of these builds makes more requests than this. */
const mostRequests = 80;

const sync = await openSync();

/** What everyone can see of a bucket, sync's own objects left out. */
async function contentsOf(bucket: string, keys: readonly (string | undefined)[]) {
  const found: Record<string, readonly unknown[]> = {};
  for (const Key of keys) {
    if (Key === undefined || Key.startsWith('.strongroom/')) continue;
    const object = await sync.s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    const text = await object.Body?.transformToString();
    const { ContentType, CacheControl, WebsiteRedirectLocation } = object;
    found[Key] = [text, ContentType, CacheControl, WebsiteRedirectLocation];
  }
  return found;
}

/** The same of a bucket that is made new, without any fault. */
async function freshContents(files: Files, settings: string) {
  const project = await sync.createProject(files, settings);
  const { code, error } = await sync.sync(project.folder);
  assert.equal(code, 0, error);
  return contentsOf(project.bucket, await project.keys());
}

/**
 * Publishes one build over the other, again and again, and each time disturbs one request more than
 * before, until a run has fewer. @returns how many were disturbed
 */
export async function disturbEachRequest(
  args: readonly string[],
  disturb: 'kill after it' | 'lose its answer',
): Promise<number> {
  const [first, second] = builds;
  const wanted = [];
  for (const { files, settings } of builds) wanted.push(await freshContents(files, settings));
  const project = await sync.createProject(first.files, first.settings);
  assert.equal((await sync.sync(project.folder, ...args)).code, 0);
  for (let at = 1; at <= mostRequests; at += 1) {
    const build: Build = at % 2 === 0 ? first : second;
    await project.settings(build.settings);
    await rm(project.build, { recursive: true });
    await writeFiles(project.build, build.files);
    const wasReached =
      disturb === 'kill after it'
        ? await killAfter(at, project.folder, args)
        : await loseAnswer(at, project.folder, args);
    // What waits for its grace time goes with the run after it.
    const again = await sync.sync(project.folder, ...args, '--grace', '0');
    assert.equal(again.code, 0, `request ${at}: ${again.error}`);
    assert.deepEqual(
      await contentsOf(project.bucket, await project.keys()),
      wanted[at % 2],
      `request ${at}`,
    );
    if (!wasReached) return at - 1;
  }
  throw new Error(`a run made more than ${mostRequests} requests`);
}

/** Runs sync until the server has answered so many requests. @returns whether there were as many */
async function killAfter(requests: number, folder: string, args: readonly string[]) {
  let count = 0;
  const started = sync.start(folder, ['sync', '--concurrency', '1', ...args]);
  const reached = new Promise<boolean>((resolve) => {
    sync.proxy.decide((seen: SeenRequest) => {
      count += 1;
      if (count !== requests) return count < requests ? 'pass' : 'refuse';
      void seen.forwarded.then(() => {
        started.kill();
        resolve(true);
      });
      return 'lose the answer';
    });
    void started.ended.then(() => resolve(false));
  });
  const wasReached = await reached;
  await started.ended;
  sync.proxy.decide();
  return wasReached;
}

/** The answer to one request is lost: sync asks again, and comes to its end. */
async function loseAnswer(request: number, folder: string, args: readonly string[]) {
  let count = 0;
  sync.proxy.decide(() => {
    count += 1;
    return count === request ? 'lose the answer' : 'pass';
  });
  const { code, error } = await sync.sync(folder, '--concurrency', '1', ...args);
  sync.proxy.decide();
  assert.equal(code, 0, `the answer to request ${request} was lost: ${error}`);
  return count >= request;
}
