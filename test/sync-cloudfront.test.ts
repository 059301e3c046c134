import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, describe, test } from 'node:test';
import { openSync, writeFiles } from './sync-fixture.ts';

const namespace = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';
const { createProject, start } = await openSync();

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

type Answer = readonly [status: number, body: string];

const errorBody = (code: string) =>
  `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>${code}</Code>` +
  `<Message>told</Message></Error><RequestId>r</RequestId></ErrorResponse>`;

function invalidation(id: string, status: string, batch: string): string {
  return (
    `<?xml version="1.0"?><Invalidation xmlns="${namespace}"><Id>${id}</Id>` +
    `<Status>${status}</Status><CreateTime>2026-11-21T10:00:00Z</CreateTime>${batch}</Invalidation>`
  );
}

/** CloudFront's API by its documentation, for one distribution. */
async function useCloudFront() {
  const asked: Asked[] = [];
  let next: Answer[] = [];
  const polls = new Map<string, number>();
  let made = 0;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url: path = '', headers } = request;
      asked.push({ method, path, body });
      const isSigned = /\/us-east-1\/cloudfront\/aws4_request/.test(headers.authorization ?? '');
      const [status, answer] = isSigned ? answerTo(method, path, body) : [403, ''];
      response.writeHead(status, { 'content-type': 'text/xml' }).end(answer);
    });
  });
  function answerTo(method: string, path: string, body: string): Answer {
    const told = next.shift();
    if (told !== undefined) return told;
    const batch = /<InvalidationBatch.*<\/InvalidationBatch>/s.exec(body)?.[0] ?? '';
    if (method === 'POST' && path === '/2020-05-31/distribution/E1/invalidation') {
      made += 1;
      return [201, invalidation(`I${made}`, 'InProgress', batch)];
    }
    const id = /^\/2020-05-31\/distribution\/E1\/invalidation\/(\w+)$/.exec(path)?.[1];
    if (method !== 'GET' || id === undefined) return [404, errorBody('NoSuchDistribution')];
    polls.set(id, (polls.get(id) ?? 0) + 1);
    return [200, invalidation(id, polls.get(id) === 1 ? 'InProgress' : 'Completed', '')];
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close().closeAllConnections());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    environment: { AWS_ENDPOINT_URL_CLOUDFRONT: `http://127.0.0.1:${port}` },
    asked: () => asked.splice(0),
    /** What the next requests get instead. */
    answer(...answers: Answer[]) {
      next = answers;
    },
  };
}

const cloudFront = await useCloudFront();
const settings =
  'region: us-east-1\ncloudfront_distribution_id: E1\ncloudfront_invalidation_batch_delay: 0\n';

/** Runs sync, and tells what CloudFront was asked. */
async function sync(folder: string, ...args: readonly string[]) {
  cloudFront.asked();
  const result = await start(folder, ['sync', ...args], cloudFront.environment).ended;
  const asked = cloudFront.asked();
  const paths = asked.map(({ body }) =>
    [...body.matchAll(/<Path>(.*?)<\/Path>/g)].map(([, path]) => path),
  );
  return { ...result, asked, paths };
}

describe('sync with a CloudFront distribution', () => {
  test('tells it the paths of what changed, and nothing where nothing did', async () => {
    const { folder, build } = await createProject(
      { 'index.html': 'home', 'caf é.html': 'x', 'a.css': 'p {}' },
      settings,
    );
    const dry = await sync(folder, '--dry-run');
    assert.match(dry.out, /^invalidate {2}4 paths of E1$/m);
    assert.deepEqual(dry.asked, []);
    const first = await sync(folder);
    assert.equal(first.code, 0, first.error);
    assert.deepEqual(first.paths, [['/a.css', '/caf%20%C3%A9.html', '/index.html', '/']]);
    const [{ body } = { body: '' }] = first.asked;
    assert.match(body, new RegExp(`<InvalidationBatch xmlns="${namespace}">`));
    assert.match(body, /<Quantity>4<\/Quantity>/);
    assert.match(body, /<CallerReference>[0-9a-f-]{36}<\/CallerReference>/);
    await writeFiles(build, { 'a.css': 'q {}' });
    assert.deepEqual((await sync(folder)).paths, [['/a.css']]);
    assert.deepEqual((await sync(folder)).asked, []);
  });

  test('in batches, and waits for each of them', async () => {
    const files = Object.fromEntries(Array.from({ length: 5 }, (_, n) => [`${n}.css`, `${n}`]));
    const more = 'cloudfront_invalidation_batch_size: 2\ncloudfront_wait: true\n';
    const { folder } = await createProject(files, settings + more);
    const { code, asked, paths, error } = await sync(folder);
    assert.equal(code, 0, error);
    const posts = paths.filter((found) => found.length > 0);
    assert.deepEqual(
      posts.map(({ length }) => length),
      [2, 2, 1],
    );
    assert.deepEqual(posts.flat().sort(), ['/0.css', '/1.css', '/2.css', '/3.css', '/4.css']);
    const polled = new Set(asked.filter(({ method }) => method === 'GET').map(({ path }) => path));
    assert.equal(polled.size, 3);
  });

  test('asks again while the distribution is busy, with the same reference', async () => {
    const { folder } = await createProject({ 'index.html': 'home' }, settings);
    cloudFront.answer([503, ''], [400, errorBody('TooManyInvalidationsInProgress')]);
    const { code, asked, error } = await sync(folder);
    assert.equal(code, 0, error);
    const references = asked.map(({ body }) => /<CallerReference>(.*?)</.exec(body)?.[1]);
    assert.equal(references.length, 3);
    assert.equal(new Set(references).size, 1);
  });

  test('and says what to do where it refuses', async () => {
    const { folder } = await createProject({ 'index.html': 'home' }, settings);
    cloudFront.answer([403, errorBody('AccessDenied')]);
    const { code, error } = await sync(folder);
    assert.equal(code, 1);
    assert.match(error, /the site is published, but CloudFront did not take .*AccessDenied: told/);
    assert.match(error, /aws cloudfront create-invalidation --distribution-id E1 --paths '\/\*'/);
  });
});
