import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { type ConfigurationSources, loadConfiguration, unknownVariables } from './configuration.ts';
import { ConfigurationError } from './configuration-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-configuration-'));
after(() => rmSync(folder, { recursive: true }));

function load(given: Partial<ConfigurationSources> = {}) {
  return loadConfiguration({ options: new Map(), environment: {}, folder, ...given });
}

function problems(given: Partial<ConfigurationSources>): readonly string[] {
  try {
    load(given);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

function writeFile(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('configuration', () => {
  test('without anything given every setting has its default', () => {
    const configuration = load();
    assert.deepEqual(configuration.listen, [{ host: '127.0.0.1', port: 9000 }]);
    assert.equal(configuration.region, 'us-east-1');
    assert.equal(configuration.data, join(folder, 'strongroom-data'));
    assert.equal(configuration.newBucketDefaults, 'aws');
    assert.equal(configuration.lifecycleDay, 86_400_000);
    assert.equal(configuration.maxHeaderSize, 8 * 2 ** 10);
    assert.ok(configuration.workers >= 1 && configuration.workers <= 2);
  });

  test('an option beats the environment, which beats the file, which beats the default', () => {
    const file = writeFile('order.yaml', 'region: from-file\nworkers: 3\nlog-level: warn\n');
    const environment = { STRONGROOM_REGION: 'from-environment', STRONGROOM_WORKERS: '4' };
    const options = new Map([['region', ['from-option']]]);
    const configuration = load({ file, environment, options });
    assert.equal(configuration.region, 'from-option');
    assert.equal(configuration.workers, 4);
    assert.equal(configuration.logLevel, 'warn');
    assert.equal(configuration.logFormat, 'text');
  });

  test('a list is repeated as an option, split at commas in the environment, a list in the file', () => {
    const expected = [
      { host: '::1', port: 9000 },
      { host: '127.0.0.1', port: 0 },
    ];
    const options = new Map([['listen', ['[::1]:9000', '127.0.0.1:0']]]);
    assert.deepEqual(load({ options }).listen, expected);
    const environment = { STRONGROOM_LISTEN: '[::1]:9000, 127.0.0.1:0' };
    assert.deepEqual(load({ environment }).listen, expected);
    const file = writeFile('list.yaml', 'listen:\n  - "[::1]:9000"\n  - 127.0.0.1:0\n');
    assert.deepEqual(load({ file }).listen, expected);
  });

  test('a relative path begins at the file that names it, or else at the current folder', () => {
    const file = writeFile('path.yaml', 'data: store\n');
    const elsewhere = join(folder, 'elsewhere');
    assert.equal(load({ file, folder: elsewhere }).data, join(folder, 'store'));
    const options = new Map([['data', ['store']]]);
    assert.equal(load({ file, options, folder: elsewhere }).data, join(elsewhere, 'store'));
  });

  test('strongroom-server.yaml in the current folder is read when no file is named', () => {
    const file = writeFile('strongroom-server.yaml', 'region: eu-west-1\n');
    assert.equal(load().region, 'eu-west-1');
    rmSync(file);
  });

  test('a file that is named must exist', () => {
    assert.match(problems({ file: 'nowhere.yaml' })[0] ?? '', /nowhere\.yaml cannot be read/);
    const environment = { STRONGROOM_CONFIG: 'nowhere.yaml' };
    assert.match(problems({ environment })[0] ?? '', /nowhere\.yaml cannot be read/);
  });

  test('an unknown key is an error with file, line, key and suggestion', () => {
    writeFile('unknown.yaml', 'region: eu-west-1\nlisten-on: x\nlisen: 127.0.0.1:1\n');
    assert.deepEqual(problems({ file: 'unknown.yaml' }), [
      'unknown.yaml:2: unknown key listen-on, did you mean listen?',
      'unknown.yaml:3: unknown key lisen, did you mean listen?',
    ]);
  });

  test('a wrong type is an error with file, line and key', () => {
    writeFile('types.yaml', 'workers: two\nregion: [a, b]\nhostname:\n  a: b\nlog-level:\n');
    assert.deepEqual(problems({ file: 'types.yaml' }), [
      'types.yaml:2: region must be a region name such as us-east-1',
      'types.yaml:3: hostname must be one value or a list of values, each a host name such as s3.example.com',
      'types.yaml:5: log-level must be one of debug, info, warn, error',
      'types.yaml:1: workers: "two" is not a whole number from 1 to 64',
    ]);
  });

  test('a file that is no YAML mapping, or repeats a key, is an error with its line', () => {
    writeFile('broken.yaml', 'region: x\nregion: y\n');
    assert.match(problems({ file: 'broken.yaml' })[0] ?? '', /^broken\.yaml:2: /);
    writeFile('text.yaml', 'just text\n');
    assert.match(problems({ file: 'text.yaml' })[0] ?? '', /^text\.yaml:1: .* mapping/);
  });

  test('an error names the option or the variable, the value and what would do', () => {
    const options = new Map([['drain-timeout', ['10']]]);
    const environment = { STRONGROOM_MAX_HEADER_SIZE: '5 gigs', STRONGROOM_REGION: '' };
    assert.deepEqual(problems({ options, environment }), [
      'environment variable STRONGROOM_REGION: "" is not a region name such as us-east-1',
      'option --drain-timeout: "10" is not a duration with its unit (ms, s, m, h or d) such as 10s',
      'environment variable STRONGROOM_MAX_HEADER_SIZE: "5 gigs" is not a size such as 65536, 64KiB or 5GiB',
    ]);
  });

  test('one certificate without its key is refused', () => {
    const options = new Map([['tls-certificate', ['chain.pem']]]);
    assert.deepEqual(problems({ options }), [
      'tls-certificate and tls-key are given together or not at all',
    ]);
  });

  test('unknown variables are named with a suggestion, those of orchestrators are not', () => {
    const environment = {
      STRONGROOM_LISEN: 'x',
      STRONGROOM_SERVICE_HOST: '10.0.0.1',
      STRONGROOM_PORT_9000_TCP: 'tcp://10.0.0.1:9000',
      STRONGROOM_CONFIG: 'x',
    };
    assert.deepEqual(unknownVariables(environment), [
      'unknown environment variable STRONGROOM_LISEN, did you mean STRONGROOM_LISTEN?',
    ]);
  });
});

describe('a root key from outside', () => {
  const id = 'AKIAROOTROOTROOTROOT';
  function withSecret(secret: string) {
    return problems({
      environment: { STRONGROOM_ROOT_ACCESS_KEY_ID: id, STRONGROOM_ROOT_SECRET_ACCESS_KEY: secret },
    });
  }

  test('is taken from the environment when its secret is random', () => {
    assert.deepEqual(withSecret('vZ3xT9qLm2Wc8RbYp5KdHs7N'), []);
  });

  for (const [kind, secret, reason] of [
    ['empty', '', /is not a text that is not empty/],
    ['short', 'vZ3xT9qLm2', /too short/],
    ['well-known', 'minioadmin', /well-known/],
    ["AWS's example", 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', /well-known/],
    ['one character', 'aaaaaaaaaaaaaaaaaaaaaaaa', /repeats/],
    ['the key id', id, /well-known/],
  ] as const) {
    test(`is refused when its secret is ${kind}, without quoting it`, () => {
      const found = withSecret(secret).join('\n');
      assert.match(found, reason);
      if (secret !== '') assert.ok(!found.includes(secret) || secret === id);
    });
  }

  test('is refused when a half is missing', () => {
    const environment = { STRONGROOM_ROOT_ACCESS_KEY_ID: id };
    assert.match(problems({ environment })[0] ?? '', /STRONGROOM_ROOT_SECRET_ACCESS_KEY/);
  });

  test('cannot have its secret as an option', () => {
    const options = new Map([['root-access-key-id', [id]]]);
    assert.match(problems({ options })[0] ?? '', /without root-secret-access-key/);
  });
});
