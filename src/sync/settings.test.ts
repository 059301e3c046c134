import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { loadSettings } from './settings.ts';
import { SettingsError } from './settings-file.ts';

const root = mkdtempSync(join(tmpdir(), 'strongroom-settings-'));
after(() => rmSync(root, { recursive: true }));

function load(
  files: Readonly<Record<string, string>>,
  options: Readonly<Record<string, unknown>> = {},
  environment: Readonly<Record<string, string>> = {},
) {
  const folder = mkdtempSync(join(root, 'f-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { folder, ...loadSettings({ options, environment, folder, file: { named: undefined } }) };
}

function problemsOf(make: () => unknown): readonly string[] {
  try {
    make();
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return assert.fail('nothing was refused');
}

const middleman = `
aws_access_key_id: AKIAFILE
aws_secret_access_key: secret-of-the-file
bucket: www.example.com
region: eu-central-1
endpoint: http://127.0.0.1:9000
path_style: true
prefix: /docs
build_dir: public
delete: false
after_build: true
prefer_gzip: false
acl:
encryption: true
reduced_redundancy_storage: true
content_types:
  feed: application/rss+xml
ignore_paths:
  - drafts
  - !ruby/regexp /\\.map$/
caching_policy:
  text/css: { max_age: 31536000, public: true, immutable: true }
  text/html: { expires: 2030-01-01, must_revalidate: true }
default_caching_policy: { max_age: 60, expires: 2030-01-01 }
cloudfront_distribution_id: E123
cloudfront_invalidate_all: true
`;

describe('the settings of a site', () => {
  test('a .s3_sync file is read as it is', () => {
    const settings = load({ '.s3_sync': middleman });
    assert.deepEqual(settings.warnings, []);
    assert.deepEqual(settings.connection, {
      endpoint: 'http://127.0.0.1:9000',
      region: 'eu-central-1',
      profile: undefined,
      credentials: {
        accessKeyId: 'AKIAFILE',
        secretAccessKey: 'secret-of-the-file',
        sessionToken: undefined,
      },
      pathStyle: true,
    });
    const { bucket, prefix, prefer, ignore, rules } = settings;
    assert.deepEqual([bucket, prefix, settings.delete], ['www.example.com', 'docs/', false]);
    assert.equal(settings.buildFolder, join(settings.folder, 'public'));
    assert.deepEqual([prefer, ignore], [[], ['drafts', /\.map$/]]);
    assert.deepEqual(rules, {
      cachingByPath: [],
      cachingByType: {
        'text/css': { cacheControl: 'max-age=31536000, public, immutable' },
        'text/html': {
          cacheControl: 'must-revalidate',
          expires: 'Tue, 01 Jan 2030 00:00:00 GMT',
        },
      },
      cachingDefault: { cacheControl: 'max-age=60' },
      contentTypes: [['feed', 'application/rss+xml']],
      acl: undefined,
      storageClass: 'REDUCED_REDUNDANCY',
      encryption: 'AES256',
      kmsKeyId: undefined,
    });
    assert.equal(settings.invalidation?.all, true);
  });

  test('without a file there are defaults', () => {
    const { prefer, maxDelete, graceMs, concurrency, rules, ...settings } = load(
      {},
      { bucket: 'b' },
    );
    assert.deepEqual([prefer, maxDelete, graceMs, concurrency], [['gzip'], 256, 0, 16]);
    assert.equal(settings.buildFolder, join(settings.folder, 'build'));
    assert.deepEqual([settings.delete, rules.acl, settings.prefix], [true, undefined, '']);
    assert.equal(settings.wishes.website, undefined);
  });

  test('an option beats the environment, and the environment the file', () => {
    const file = { '.s3_sync': 'bucket: file\nregion: file\nendpoint: http://file\nprefix: file' };
    const environment = {
      AWS_BUCKET: 'environment',
      AWS_DEFAULT_REGION: 'environment',
      AWS_ENDPOINT_URL: 'http://all',
      AWS_ENDPOINT_URL_S3: 'http://s3',
    };
    const { bucket, connection, prefix } = load(file, { bucket: 'option' }, environment);
    assert.deepEqual([bucket, connection.region, prefix], ['option', 'environment', 'file/']);
    assert.equal(connection.endpoint, 'http://s3');
  });

  test('keys are taken whole: from the environment, else the file, never a half of each', () => {
    const id = { AWS_ACCESS_KEY_ID: 'AKIAENV' };
    const file = { '.s3_sync': middleman };
    assert.equal(load(file, {}, id).connection.credentials?.accessKeyId, 'AKIAFILE');
    const whole = { ...id, AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 't' };
    assert.deepEqual(load(file, {}, whole).connection.credentials, {
      ...{ accessKeyId: 'AKIAENV', secretAccessKey: 's', sessionToken: 't' },
    });
    const { connection } = load(file, { profile: 'p' }, whole);
    assert.deepEqual([connection.profile, connection.credentials], ['p', undefined]);
    const half = { 'strongroom.yaml': 'bucket: b\naws_access_key_id: AKIA' };
    assert.match(problemsOf(() => load(half)).join(), /together or not at all/);
  });

  test('strongroom.yaml comes first, and has keys of its own', () => {
    const text = `
bucket: b
precompressed: [br, gzip]
redirects: { /old: /new }
caching_by_path: { 'fonts/**': 'max-age=1', '*.html': { no_cache: true } }
max_delete: -1
grace: 7d
index_document: home.html
routing_rules:
  - condition: { key_prefix_equals: a/ }
    redirect: { replace_key_prefix_with: b/, http_redirect_code: 302, protocol: https }
`;
    const settings = load({ 'strongroom.yaml': text, '.s3_sync': 'bucket: other' });
    assert.equal(settings.bucket, 'b');
    assert.deepEqual(settings.prefer, ['br', 'gzip']);
    assert.deepEqual([...settings.redirects], [['old', '/new']]);
    assert.deepEqual(settings.rules.cachingByPath, [
      ['fonts/**', { cacheControl: 'max-age=1' }],
      ['*.html', { cacheControl: 'no-cache' }],
    ]);
    assert.deepEqual([settings.maxDelete, settings.graceMs], [Infinity, 7 * 86_400_000]);
    assert.deepEqual(settings.wishes.website, {
      IndexDocument: { Suffix: 'home.html' },
      RoutingRules: [
        {
          Condition: { KeyPrefixEquals: 'a/' },
          Redirect: { HttpRedirectCode: '302', ReplaceKeyPrefixWith: 'b/', Protocol: 'https' },
        },
      ],
    });
  });

  test('a prefix leaves the configuration of the bucket alone, and says so', () => {
    const { wishes, warnings } = load({}, { bucket: 'b', prefix: 'p', index_document: 'i.html' });
    assert.deepEqual(wishes, { website: undefined, versioning: false });
    assert.match(warnings.join(), /index_document: left alone/);
  });

  test('an unknown key is refused in strongroom.yaml, and told of in .s3_sync', () => {
    const text = 'bucket: b\nbukket: c';
    assert.deepEqual(load({ '.s3_sync': text }).warnings, ['.s3_sync: unknown key bukket']);
    assert.deepEqual(
      problemsOf(() => load({ 'strongroom.yaml': text })),
      ['strongroom.yaml: unknown key bukket'],
    );
  });

  for (const [text, problem] of [
    ['bucket: b\ndelete: perhaps', /delete: "perhaps" is not true or false/],
    ['bucket: b\nmax_delete: many', /max_delete: "many" is not a whole number/],
    ['bucket: b\ngrace: soon', /grace: "soon" is not a duration such as 30m, 12h or 7d/],
    ['bucket: b\nacl: open', /acl: "open" is not one of private, public-read/],
    ['bucket: b\nignore_paths: ["/[/"]', /ignore_paths: .* is not a list/],
    ['bucket: b\ndefault_caching_policy: { maxage: 1 }', /is not a cache rule such as/],
    ['bucket: b\naws_secret_access_key: [x]', /aws_secret_access_key: what it is set to is not/],
    ['- a', /must be a mapping/],
    ['a: [', /strongroom\.yaml: /],
    ['region: r', /no bucket is named/],
  ] as const) {
    test(`${JSON.stringify(text)} is refused`, () => {
      assert.match(problemsOf(() => load({ 'strongroom.yaml': text })).join(), problem);
    });
  }
});
