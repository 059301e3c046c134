import { randomBytes } from 'node:crypto';
import { readEntry } from '../../src/audit/read-trail.ts';
import { iniSection } from '../../src/grant/ini-file.ts';
import { parseAssumedRoleArn, parseIamArn } from '../../src/identity/arns.ts';
import { createMasterKeys } from '../../src/identity/master-key.ts';
import { createSessionTokens } from '../../src/identity/session-token.ts';
import { ServiceError } from '../../src/operation/errors.ts';
import { evaluateRead, writeCondition } from '../../src/s3/conditional.ts';
import { parseCopySource } from '../../src/s3/copy-source.ts';
import { readContinuationToken } from '../../src/s3/listing/continuation-token.ts';
import { parseCopyRange, parseRange } from '../../src/s3/range.ts';
import { parseTagHeader } from '../../src/s3/tags.ts';
import * as settings from '../../src/server/setting-values.ts';
import { parseMark } from '../../src/sync/mark.ts';
import { parseManifest } from '../../src/sync/release-manifest.ts';
import { target, utf8 } from './target.ts';

const tokens = createSessionTokens(createMasterKeys([randomBytes(32)]), {
  clock: Date.now,
  randomBytes,
});
const object = { etag: '0123', lastModifiedMs: Date.UTC(2026, 0, 1) };

const settingTypes = [
  ...[settings.duration, settings.size, settings.listenAddress, settings.listenAddressOrOff],
  ...[settings.origin, settings.hostName, settings.network, settings.region, settings.flag],
];

export const valueTargets = [
  target(
    'range',
    ['bytes=', '0', '-', ',', '99999999999999999999', ' '],
    [ServiceError],
    (bytes) => {
      let refusal: unknown;
      for (const parse of [parseRange, parseCopyRange]) {
        try {
          parse(bytes, 100);
        } catch (error) {
          refusal = error;
        }
      }
      if (refusal !== undefined) throw refusal;
    },
  ),
  target(
    'conditions',
    ['"', '*', 'W/', ',', 'Thu, 01 Jan 2026 00:00:00 GMT', '2026-01-01'],
    [ServiceError],
    (bytes) => {
      const [ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince] = bytes.split('\n');
      evaluateRead(
        {
          ifMatch,
          ifNoneMatch,
          ifModifiedSince: ifModifiedSince,
          ifUnmodifiedSince: ifUnmodifiedSince,
        },
        object,
      );
      writeCondition(ifMatch, ifNoneMatch);
    },
  ),
  target(
    'copy-source',
    ['/', 'bucket', '%2F', '?versionId=', '%', 'arn:aws:s3:'],
    [ServiceError],
    parseCopySource,
  ),
  target('tags', ['a=b', '&', '=', '%20', '+', 'é'], [ServiceError], parseTagHeader),
  target('tokens', ['FwoGZXIvYXdz', '=', 'null', 'AAAA'], [ServiceError], (bytes) => {
    tokens.open(bytes);
    readContinuationToken(bytes);
  }),
  target(
    'arns',
    ['arn:aws:iam::', '123456789012', ':user/', 'role', '/', ':', 'sts'],
    [],
    (bytes) => {
      parseIamArn(utf8(bytes));
      parseAssumedRoleArn(utf8(bytes));
    },
  ),
  target(
    'settings',
    ['10', 'ms', 'KiB', '[::1]', ':9000', '10.0.0.0/8', 'http://'],
    [],
    (bytes) => {
      for (const type of settingTypes) type.read(utf8(bytes), { folder: '/' });
    },
  ),
  target(
    'tool-files',
    [
      '[default]',
      '\n',
      'aws_access_key_id = ',
      '{',
      '}',
      '"objects":',
      '[',
      ']',
      '"key"',
      '; ',
      '#',
    ],
    [],
    (bytes) => {
      const text = utf8(bytes);
      iniSection(text, 'default');
      parseManifest(text);
      parseMark(text);
      readEntry(text);
    },
  ),
];
