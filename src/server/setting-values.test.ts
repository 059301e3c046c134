import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as values from './setting-values.ts';

const place = { folder: '/srv' };
const kibibyte = 1_024;

function reads<Value>(type: values.ValueType<Value>, cases: Record<string, Value | undefined>) {
  for (const [text, value] of Object.entries(cases)) {
    assert.deepEqual(type.read(text, place), value, JSON.stringify(text));
  }
}

describe('values of settings', () => {
  test('durations have a unit and are milliseconds', () => {
    reads(values.duration, {
      '500ms': 500,
      '10s': 10_000,
      '1.5h': 5_400_000,
      '1d': 86_400_000,
      '10': undefined,
      '0s': undefined,
      '-1s': undefined,
      '1 s': undefined,
      '10x': undefined,
    });
  });

  test('sizes are bytes, with powers of 1024 for KiB and of 1000 for KB', () => {
    reads(values.size, {
      '65536': 65_536,
      '64KiB': 64 * kibibyte,
      '5GiB': 5 * kibibyte ** 3,
      '10MB': 10_000_000,
      '12B': 12,
      '0': undefined,
      '1.5GiB': undefined,
      '5G': undefined,
      '-1': undefined,
    });
  });

  test('a size may be none where that is told', () => {
    reads(values.sizeOrNone, {
      '0': 0,
      '64MiB': 64 * kibibyte ** 2,
      '-1': undefined,
      '': undefined,
    });
  });

  test('addresses are IPv4, IPv6 in brackets, names, or every address', () => {
    reads(values.listenAddress, {
      '127.0.0.1:9000': { host: '127.0.0.1', port: 9000 },
      '[::1]:0': { host: '::1', port: 0 },
      'localhost:80': { host: 'localhost', port: 80 },
      ':9000': { host: '::', port: 9000 },
      '*:9000': { host: '::', port: 9000 },
      '::1:9000': undefined,
      '9000': undefined,
      'localhost:65536': undefined,
      'http://localhost:9000': undefined,
      '[localhost]:1': undefined,
    });
  });

  test('an address is printed as a URL has it', () => {
    assert.equal(values.printAddress({ host: '::1', port: 1 }), '[::1]:1');
    assert.equal(values.printAddress({ host: 'a', port: 1 }), 'a:1');
  });

  test('networks have as many bits as their family', () => {
    reads(values.network, {
      '10.0.0.0/8': '10.0.0.0/8',
      '10.0.0.1': '10.0.0.1/32',
      'fd00::/8': 'fd00::/8',
      '10.0.0.0/33': undefined,
      '300.0.0.0/8': undefined,
    });
  });

  test('host names are names, in lower case, and no addresses', () => {
    reads(values.hostName, {
      'S3.Example.com': 's3.example.com',
      '1.2.3.4': undefined,
      a_b: undefined,
    });
  });
});
