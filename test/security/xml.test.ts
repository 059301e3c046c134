import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createBucketWith } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { errorCode, sendSigned } from '../conformance/harness/signed-request.ts';
import { md5 } from './evil-keys/client.ts';

const server = await useServer();
const bucket = await createBucketWith(s3Client(server), ['kept']);
const credentials = server.root;

const doctypes: readonly (readonly [string, string])[] = [
  ['a file', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'],
  ['an address', '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd">'],
  ['a parameter', '<!DOCTYPE a [<!ENTITY % e SYSTEM "http://127.0.0.1:1/a.dtd"> %e;]>'],
  ['a word', '<!DOCTYPE a [<!ENTITY e "kept">]>'],
  [
    'laughs',
    `<!DOCTYPE a [<!ENTITY e "lol">${[1, 2, 3, 4].map((n) => `<!ENTITY e${n} "${`&e${n - 1 || ''};`.repeat(10)}">`).join('')}]>`,
  ],
  ['nothing', '<!DOCTYPE a>'],
  ['nothing, in another case', '<!doctype a>'],
];

/** Documents of operations that read XML, with a place for a name. */
const documents: readonly (readonly [
  query: string,
  method: string,
  make: (name: string) => string,
])[] = [
  ['delete', 'POST', (name) => `<Delete><Object><Key>${name}</Key></Object></Delete>`],
  [
    'tagging',
    'PUT',
    (name) => `<Tagging><TagSet><Tag><Key>k</Key><Value>${name}</Value></Tag></TagSet></Tagging>`,
  ],
  [
    'versioning',
    'PUT',
    (name) => `<VersioningConfiguration><Status>${name}</Status></VersioningConfiguration>`,
  ],
  [
    'website',
    'PUT',
    (name) =>
      `<WebsiteConfiguration><IndexDocument><Suffix>${name}</Suffix></IndexDocument></WebsiteConfiguration>`,
  ],
];

async function send(query: string, method: string, body: string): Promise<string> {
  const headers = { 'content-md5': md5(body) };
  const answer = await sendSigned(server, {
    ...{ path: `/${bucket}`, query: `${query}=`, method, body, headers, credentials },
  });
  return `${answer.status} ${errorCode(answer)}`;
}

describe('a document with a DOCTYPE is 400 MalformedXML', () => {
  for (const [query, method, make] of documents) {
    for (const [what, doctype] of doctypes) {
      test(`${query}, an entity of ${what}`, async () => {
        for (const prefix of ['', '<?xml version="1.0"?>', '\n<!-- a -->', '\ufeff']) {
          const body = `${prefix}${doctype}${make('&e;')}`;
          assert.equal(await send(query, method, body), '400 MalformedXML');
        }
        const kept = await sendSigned(server, { path: `/${bucket}/kept`, credentials });
        assert.equal(kept.status, 200);
      });
    }
  }
});

describe('a document cannot be more than its limits', () => {
  for (const [name, body] of [
    ['nested a hundred thousand deep', '<a>'.repeat(100_000)],
    ['nested and closed', `${'<Delete>'.repeat(5_000)}${'</Delete>'.repeat(5_000)}`],
    ['of a million attributes', `<Delete ${'a="b" '.repeat(100_000)}/>`],
    ['of entities that nobody declared', '<Delete><Object><Key>&e;</Key></Object></Delete>'],
    ['in UTF-16', Buffer.from('\ufeff<Delete/>', 'utf16le').toString('latin1')],
    ['of references beyond Unicode', '<Delete><Object><Key>&#x110000;</Key></Object></Delete>'],
    ['of half a character', '<Delete><Object><Key>&#xD800;</Key></Object></Delete>'],
    ['with a NUL', '<Delete><Object><Key>\u0000</Key></Object></Delete>'],
    ['of CDATA that does not end', '<Delete><Object><Key><![CDATA[kept</Key></Object></Delete>'],
  ] as const) {
    test(name, async () => {
      const startMs = performance.now();
      assert.match(await send('delete', 'POST', body), /^400 (MalformedXML|EntityTooLarge)$/);
      assert.ok(performance.now() - startMs < 5_000);
    });
  }
});
