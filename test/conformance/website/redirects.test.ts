import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { s3Client } from '../harness/clients.ts';
import { useServer } from '../harness/server.ts';
import { createSite, visit, websiteHost } from './visit.ts';

const server = await useServer();
const s3 = s3Client(server);
const index = { IndexDocument: { Suffix: 'index.html' } };

describe('the redirects of a website', () => {
  test('an object with a redirect location sends its visitors there by 301', async () => {
    const site = await createSite(s3, {
      'index.html': { Body: 'x', WebsiteRedirectLocation: '/new/' },
      'old.html': { Body: 'x', WebsiteRedirectLocation: 'https://example.com/' },
    });
    const home = await visit(server, site, '/');
    assert.deepEqual([home.status, home.headers.location, home.body], [301, '/new/', '']);
    const old = await visit(server, site, '/old.html', { method: 'HEAD' });
    assert.deepEqual([old.status, old.headers.location], [301, 'https://example.com/']);
  });

  test('RedirectAllRequestsTo keeps the path, and the protocol unless it names one', async () => {
    const to = { HostName: 'example.com' };
    const site = await createSite(s3, {}, { RedirectAllRequestsTo: to });
    const { status, headers } = await visit(server, site, '/a%20b/c');
    assert.deepEqual([status, headers.location], [301, 'http://example.com/a%20b/c']);
    const secure = await createSite(
      s3,
      {},
      {
        RedirectAllRequestsTo: { ...to, Protocol: 'https' },
      },
    );
    const { headers: other } = await visit(server, secure, '/');
    assert.equal(other.location, 'https://example.com/');
  });

  test('a rule for a prefix replaces it, before any object is looked for', async () => {
    const site = await createSite(
      s3,
      { 'docs/a.html': 'still there' },
      {
        ...index,
        RoutingRules: [
          {
            Condition: { KeyPrefixEquals: 'docs/' },
            Redirect: { ReplaceKeyPrefixWith: 'documents/' },
          },
        ],
      },
    );
    const { status, headers } = await visit(server, site, '/docs/a.html');
    const location = `http://${websiteHost(server, site)}/documents/a.html`;
    assert.deepEqual([status, headers.location], [301, location]);
  });

  test('a rule for an error code applies to that error only, and names host and status', async () => {
    const site = await createSite(
      s3,
      { 'app/index.html': 'app' },
      {
        ...index,
        ErrorDocument: { Key: 'app/index.html' },
        RoutingRules: [
          {
            Condition: { HttpErrorCodeReturnedEquals: '404', KeyPrefixEquals: 'old/' },
            Redirect: {
              ...{ HostName: 'archive.example.com', Protocol: 'https' },
              ...{ HttpRedirectCode: '307', ReplaceKeyWith: 'found here' },
            },
          },
        ],
      },
    );
    const moved = await visit(server, site, '/old/x');
    assert.equal(moved.status, 307);
    assert.equal(moved.headers.location, 'https://archive.example.com/found%20here');
    const { status, body } = await visit(server, site, '/other/x');
    assert.deepEqual([status, body], [404, 'app']);
    assert.equal((await visit(server, site, '/app/')).status, 200);
  });

  test('the first rule that applies wins', async () => {
    const rule = (prefix: string, key: string) => ({
      Condition: { KeyPrefixEquals: prefix },
      Redirect: { ReplaceKeyWith: key },
    });
    const RoutingRules = [rule('a/b', 'first'), rule('a', 'second')];
    const site = await createSite(s3, {}, { ...index, RoutingRules });
    const { headers } = await visit(server, site, '/a/b/c');
    assert.match(headers.location ?? '', /\/first$/);
    assert.match((await visit(server, site, '/a/c')).headers.location ?? '', /\/second$/);
  });
});
