import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeleteBucketWebsiteCommand,
  GetBucketWebsiteCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { createBucket, putBucketPolicy, s3Arn } from '../harness/buckets.ts';
import { s3Client, virtualHostS3Client } from '../harness/clients.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';
import { createPrivateSite, createSite, visit } from './visit.ts';

const server = await useServer();
const s3 = s3Client(server);
const index = { IndexDocument: { Suffix: 'index.html' } };
const pages = {
  'index.html': '<h1>home</h1>',
  '404.html': '<h1>lost</h1>',
  'posts/index.html': '<h1>posts</h1>',
  'a é+b.txt': { Body: 'odd', ContentType: 'text/plain; charset=utf-8' },
};

describe('the documents of a website', () => {
  const site = createSite(s3, pages);

  test('the root and folders are their index documents', async () => {
    const home = await visit(server, await site, '/');
    assert.deepEqual([home.status, home.body], [200, '<h1>home</h1>']);
    assert.equal(home.headers['content-type'], 'text/html');
    assert.equal((await visit(server, await site, '/posts/')).body, '<h1>posts</h1>');
  });

  test('a key with a space, an accent and a plus is found as it is', async () => {
    const { status, body } = await visit(server, await site, '/a%20%C3%A9+b.txt');
    assert.deepEqual([status, body], [200, 'odd']);
  });

  test('a folder without its slash is sent to the one with it, by 302', async () => {
    const { status, headers, body } = await visit(server, await site, '/posts');
    assert.deepEqual([status, headers.location], [302, '/posts/']);
    assert.match(body, /<li>Code: Found<\/li>/);
  });

  test('what is missing has the error document, with its status', async () => {
    const page = await visit(server, await site, '/nowhere.html');
    assert.deepEqual([page.status, page.body], [404, '<h1>lost</h1>']);
    assert.equal(page.headers['x-amz-error-code'], 'NoSuchKey');
    assert.equal(page.headers['x-amz-error-detail-key'], 'nowhere.html');
    assert.equal((await visit(server, await site, '/empty/')).status, 404);
  });

  test('HEAD has the headers of GET and no body', async () => {
    const page = await visit(server, await site, '/', { method: 'HEAD' });
    assert.deepEqual([page.status, page.body], [200, '']);
    assert.equal(page.headers['content-length'], '13');
    assert.equal((await visit(server, await site, '/no', { method: 'HEAD' })).status, 404);
  });

  test('the query string has no say', async () => {
    const { status, body } = await visit(server, await site, '/?acl&versionId=x&Action=ListUsers');
    assert.deepEqual([status, body], [200, '<h1>home</h1>']);
  });

  test('conditions and ranges are as in GetObject', async () => {
    const { headers } = await visit(server, await site, '/');
    const known = { 'if-none-match': String(headers.etag) };
    const again = await visit(server, await site, '/', { headers: known });
    assert.deepEqual([again.status, again.body], [304, '']);
    const part = await visit(server, await site, '/', { headers: { range: 'bytes=4-7' } });
    assert.deepEqual([part.status, part.body], [206, 'home']);
    assert.equal(part.headers['content-range'], 'bytes 4-7/13');
    const beyond = { range: 'bytes=99-' };
    assert.equal((await visit(server, await site, '/', { headers: beyond })).status, 416);
    const changed = { 'if-match': '"0"' };
    assert.equal((await visit(server, await site, '/', { headers: changed })).status, 412);
  });

  test('the error document comes whole, whatever range was asked of the missing one', async () => {
    const headers = { range: 'bytes=0-1', 'if-none-match': '*' };
    const { status, body } = await visit(server, await site, '/nowhere', { headers });
    assert.deepEqual([status, body], [404, '<h1>lost</h1>']);
  });
});

describe('the error pages of a website', () => {
  test('without an error document S3 shows its own, which tells code, message and key', async () => {
    const site = await createSite(s3, pages, index);
    const { status, headers, body } = await visit(server, site, '/%3Cb%3E');
    assert.equal(status, 404);
    assert.equal(headers['content-type'], 'text/html; charset=utf-8');
    assert.match(body, /<title>404 Not Found<\/title>/);
    assert.match(body, /<li>Code: NoSuchKey<\/li>\n<li>Message: The specified key does not exist/);
    assert.match(body, /<li>Key: &lt;b&gt;<\/li>/);
  });

  test('an error document that is missing is told of', async () => {
    const site = await createSite(s3, {}, { ...index, ErrorDocument: { Key: 'gone.html' } });
    const { status, body } = await visit(server, site, '/');
    assert.equal(status, 404);
    assert.match(body, /Attempting to Retrieve a Custom Error Document<\/h3>.*gone\.html/s);
  });

  test('what is there and not public is 403, and what is missing 404 all the same', async () => {
    const site = await createPrivateSite(s3, pages, index);
    const there = await visit(server, site, '/index.html');
    assert.deepEqual([there.status, there.headers['x-amz-error-code']], [403, 'AccessDenied']);
    assert.equal((await visit(server, site, '/nowhere')).status, 404);
  });

  test('a bucket that is missing, or no website, is 404 and says which', async () => {
    const missing = await visit(server, uniqueName('nobody'), '/');
    assert.deepEqual([missing.status, missing.headers['x-amz-error-code']], [404, 'NoSuchBucket']);
    const bucket = await createBucket(s3);
    const plain = await visit(server, bucket, '/');
    assert.equal(plain.headers['x-amz-error-code'], 'NoSuchWebsiteConfiguration');
    const site = await createSite(s3, pages);
    await s3.send(new DeleteBucketWebsiteCommand({ Bucket: site }));
    assert.equal((await visit(server, site, '/')).status, 404);
  });

  test('only GET and HEAD are served, whatever the credentials', async () => {
    const site = await createSite(s3, pages);
    for (const method of ['PUT', 'POST', 'DELETE']) {
      const { status, headers } = await visit(server, site, '/index.html', { method });
      assert.deepEqual([status, headers.allow], [405, 'GET, HEAD'], method);
    }
  });
});

describe('who may visit a website', () => {
  test('an Authorization header gives no right and takes none', async () => {
    const bad = { authorization: 'AWS4-HMAC-SHA256 nonsense' };
    const site = await createSite(s3, pages);
    assert.equal((await visit(server, site, '/', { headers: bad })).status, 200);
    const closed = await createPrivateSite(s3, pages, index);
    assert.equal((await visit(server, closed, '/', { headers: bad })).status, 403);
  });

  test('conditions of the bucket policy hold for visitors', async () => {
    const site = await createPrivateSite(s3, pages, index);
    await putBucketPolicy(s3, site, {
      ...{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: s3Arn(site, '*') },
      Condition: { StringLike: { 'aws:Referer': 'https://example.com/*' } },
    });
    assert.equal((await visit(server, site, '/')).status, 403);
    const headers = { referer: 'https://example.com/page' };
    assert.equal((await visit(server, site, '/', { headers })).status, 200);
  });

  test('a bucket that is restricted to its account shows nothing, whatever its policy', async () => {
    const Bucket = await createSite(s3, pages);
    const PublicAccessBlockConfiguration = { RestrictPublicBuckets: true };
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    assert.equal((await visit(server, Bucket, '/')).status, 403);
  });

  test('only the object that is asked for is shown: no listing, no other bucket', async () => {
    const site = await createSite(s3, pages);
    for (const path of ['/?list-type=2', '/..%2f', '//', '/%2e%2e/', '/../other/']) {
      const { status, body } = await visit(server, site, path);
      assert.ok(status === 404 || body === '<h1>home</h1>', `${path}: ${status}`);
    }
  });

  test('beside the website the bucket keeps its own host name', async () => {
    const Bucket = await createSite(s3, pages);
    const client = virtualHostS3Client(server);
    const { IndexDocument } = await client.send(new GetBucketWebsiteCommand({ Bucket }));
    assert.equal(IndexDocument?.Suffix, 'index.html');
  });
});
