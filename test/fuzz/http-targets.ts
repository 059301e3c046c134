import { ChunkDecoder } from '../../src/http/aws-chunked/chunk-decoder.ts';
import { readChecksumClaim, readContentMd5 } from '../../src/http/checksums/claims.ts';
import { parseHeaders } from '../../src/http/header-fields.ts';
import { percentDecode, percentReencode } from '../../src/http/percent-encoding.ts';
import { boundaryOf, MultipartReader } from '../../src/http/post-form/multipart.ts';
import { parseForm } from '../../src/http/query-form.ts';
import { parseQuery } from '../../src/http/query-string.ts';
import { requestFixture } from '../../src/http/request-fixture.ts';
import { s3Refusals } from '../../src/http/s3-refusals.ts';
import { parseInternetDate, parseSigningDate } from '../../src/http/signing-date.ts';
import { readSigV2Header, readSigV2Query } from '../../src/http/sigv2/verify.ts';
import { canonicalPath, canonicalQuery } from '../../src/http/sigv4/canonical-request.ts';
import { readHeaderClaim, readQueryClaim } from '../../src/http/sigv4/claim.ts';
import { defaultWireOptions } from '../../src/http/wire-request.ts';
import { ServiceError } from '../../src/operation/errors.ts';
import { addressedTarget } from '../../src/s3/target.ts';
import { target } from './target.ts';

const nowMs = Date.UTC(2026, 0, 1);
const credential = 'AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/s3/aws4_request';

const urlWords = [
  ...['/', '//', '/../', '%2F', '%00', '%', '%c3%a9', '%ff', '?', '&', '=', '+', ';', 'bucket'],
  ...['X-Amz-Algorithm=AWS4-HMAC-SHA256', `X-Amz-Credential=${credential}`, 'X-Amz-Expires=60'],
  ...['X-Amz-SignedHeaders=host', 'X-Amz-Date=20260101T000000Z', 'X-Amz-Signature=00'],
  ...['AWSAccessKeyId=AKIA', 'Signature=aa', 'Expires=1', 'versionId=null', 'uploads', 'acl'],
];

const authorizationWords = [
  ...['AWS4-HMAC-SHA256', ' ', 'Credential=', credential, ',', 'SignedHeaders=', 'host;x-amz-date'],
  ...['Signature=', '0123456789abcdef', 'AWS ', 'AKIA:', ';', '/', '==', 'x-amz-content-sha256'],
];

function request(url: string, headers: Readonly<Record<string, string>> = {}) {
  return requestFixture({ url, headers: { host: 'bucket.localhost', ...headers }, nowMs });
}

/** Node takes no other bytes in a request line, and no more of them. */
function requestLine(bytes: string): string {
  return bytes.slice(0, 64 * 1024).replaceAll(/[^\x21-\x7e]/g, '');
}

/** What may not stand in a header never comes from the wire. */
function headerValue(bytes: string): string {
  return bytes.replaceAll(/[\0\r\n]/g, '').trim();
}

async function readMultipart(bytes: string): Promise<void> {
  const [contentType = '', ...rest] = bytes.split('\n');
  const boundary = boundaryOf(contentType);
  if (boundary === undefined) return;
  const body = Buffer.from(rest.join('\n'), 'latin1');
  const pieces = function* () {
    for (let at = 0; at < body.length; at += 1_000) yield body.subarray(at, at + 1_000);
  };
  const wire = pieces();
  const reader = new MultipartReader({ next: async () => wire.next() }, boundary);
  for (;;) {
    const head = await reader.nextPart();
    if (head === undefined) return;
    if (head.fileName === undefined) await reader.fieldValue();
    else for await (const piece of reader.fileData()) if (piece.length === 0) return;
  }
}

function decodeChunks(bytes: string, expectsTrailers: boolean): void {
  const decoder = new ChunkDecoder(5, undefined, expectsTrailers);
  const body = Buffer.from(bytes, 'latin1');
  for (let at = 0; at < body.length; at += 777)
    decoder.write(body.subarray(at, at + 777), () => {});
  decoder.end();
}

export const httpTargets = [
  target('url', urlWords, [ServiceError], (bytes) => {
    const url = `/${requestLine(bytes)}`;
    const [path = '', query = ''] = url.split(/\?(.*)/s);
    percentDecode(path);
    percentReencode(path, true);
    canonicalPath(path, 's3');
    canonicalPath(path, 'normalised');
    canonicalQuery(parseQuery(query));
    addressedTarget(request(url), ['localhost']);
  }),
  target('presigned', urlWords, [ServiceError], (bytes) => {
    const asked = request(`/bucket/key?${requestLine(bytes)}`);
    if (asked.query.has('X-Amz-Algorithm')) readQueryClaim(asked, s3Refusals);
    else readSigV2Query(asked);
  }),
  target('authorization', authorizationWords, [ServiceError], (bytes) => {
    const authorization = headerValue(bytes);
    const asked = request('/bucket/key', { authorization, 'x-amz-date': '20260101T000000Z' });
    if (authorization.startsWith('AWS ')) readSigV2Header(asked, authorization);
    else readHeaderClaim(asked, authorization, s3Refusals);
  }),
  target(
    'headers',
    ['Host', 'host', 'x-amz-a', 'b', '', ' ', '\t', '\n', '\xff'],
    [ServiceError],
    (bytes) => {
      parseHeaders(bytes.split('\n').slice(0, 4_000), defaultWireOptions);
    },
  ),
  target(
    'dates',
    ['2026', '-01', 'T', ':00', 'Z', 'Thu, ', '01 Jan', ' GMT', '.000'],
    [],
    (bytes) => {
      parseSigningDate(bytes);
      parseInternetDate(bytes);
    },
  ),
  target(
    'checksum-claims',
    ['x-amz-checksum-crc32', 'AAAAAA==', 'CRC32', 'x-amz-trailer', 'x-amz-sdk-checksum-algorithm'],
    [ServiceError],
    (bytes) => {
      const [name = 'x', value = '', md5 = ''] = bytes.split('\n').map(headerValue);
      const named = /^[a-z0-9-]+$/.test(name) ? name : 'x-amz-checksum-sha256';
      const asked = request('/bucket/key', { [named]: value, 'content-md5': md5 });
      readChecksumClaim(asked);
      readContentMd5(asked.headers);
    },
  ),
  target(
    'form',
    [
      'Action=',
      'Version=2010-05-08',
      '&',
      '=',
      '+',
      '%20',
      'Tags.member.1.Key=',
      '.member.9999999',
    ],
    [ServiceError],
    (bytes) => parseForm(request('/'), bytes),
  ),
  target(
    'multipart',
    [
      '--b',
      '--b--',
      '\r\n',
      '\r\n\r\n',
      'Content-Disposition: form-data; name="key"',
      '; filename="',
    ],
    [ServiceError],
    readMultipart,
  ),
  target(
    'aws-chunked',
    ['5', '0', '\r\n', 'hello', ';chunk-signature=', '0'.repeat(64), 'x-amz-checksum-crc32:AAAA=='],
    [ServiceError],
    (bytes) => {
      let refusal: unknown;
      for (const expectsTrailers of [false, true]) {
        try {
          decodeChunks(bytes, expectsTrailers);
        } catch (error) {
          refusal = error;
          if (!(error instanceof ServiceError)) break;
        }
      }
      if (refusal !== undefined) throw refusal;
    },
  ),
];
