import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { GetAccountAuthorizationDetailsCommand } from '@aws-sdk/client-iam';
import {
  CreateMultipartUploadCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import { createBucketWith, putBucketPolicy } from './harness/buckets.ts';
import { iamClient, s3Client } from './harness/clients.ts';
import { allow, createUser, policyText } from './harness/identities.ts';
import { lastStatus, sendBytes } from './harness/raw-socket.ts';
import { useServer } from './harness/server.ts';
import { errorCode, type RawRequest, sendSigned, signHeaders } from './harness/signed-request.ts';

const server = await useServer();
const { root } = server;
const s3 = s3Client(server);
const iam = iamClient(server);

const bucket = await createBucketWith(s3, ['kept', 'also kept']);
const bucketArn = `arn:aws:s3:::${bucket}`;
await putBucketPolicy(s3, bucket, { ...allow('s3:GetObject', `${bucketArn}/*`), Principal: '*' });
const user = await createUser(iam, allow('s3:ListBucket', bucketArn));
const { UploadId: uploadId = '' } = await s3.send(
  new CreateMultipartUploadCommand({ Bucket: bucket, Key: 'upload' }),
);

/** Everything that bad input could have changed, as one text. */
async function everything(): Promise<string> {
  const Bucket = bucket;
  const { Buckets } = await s3.send(new ListBucketsCommand());
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
  const { Uploads } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
  const { Status = 'never' } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
  const tags = await s3.send(new GetBucketTaggingCommand({ Bucket })).catch((error) => error.name);
  const policy = await sendSigned(server, {
    path: `/${Bucket}`,
    query: 'policy',
    credentials: root,
  });
  const identities = await iam.send(
    new GetAccountAuthorizationDetailsCommand({
      Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy'],
    }),
  );
  const { UserDetailList, GroupDetailList, RoleDetailList, Policies } = identities;
  const found = [UserDetailList, GroupDetailList, RoleDetailList, Policies];
  return JSON.stringify([Buckets, Contents, Uploads, Status, tags, policy.text, found], null, 1);
}

/** What is sent, and the status and code of AWS's answer. */
type Case = readonly [name: string, request: RawRequest, status: number, code: string];

function refuses(title: string, cases: readonly Case[]): void {
  describe(`${title} is refused and changes nothing`, () => {
    for (const [name, request, status, code] of cases) {
      test(name, async () => {
        const before = await everything();
        const answer = await sendSigned(server, { credentials: root, ...request });
        assert.deepEqual([answer.status, errorCode(answer)], [status, code], answer.text);
        assert.equal(await everything(), before);
      });
    }
  });
}

function put(query: string | undefined, body: string, headers: Record<string, string> = {}) {
  return { method: 'PUT', path: `/${bucket}`, ...(query && { query }), body, headers };
}

function putObject(headers: Record<string, string>, body = 'x'): RawRequest {
  return { method: 'PUT', path: `/${bucket}/new`, body, headers };
}

function callIam(parameters: Readonly<Record<string, string>>): RawRequest {
  return {
    method: 'POST',
    path: '/',
    service: 'iam',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ Version: '2010-05-08', ...parameters }).toString(),
  };
}

const md5 = (body: string) => createHash('md5').update(body).digest('base64');

function deleteObjects(body: string): RawRequest {
  const headers = { 'content-md5': md5(body) };
  return { method: 'POST', path: `/${bucket}`, query: 'delete=', body, headers };
}

function complete(body: string): RawRequest {
  return { method: 'POST', path: `/${bucket}/upload`, query: `uploadId=${uploadId}`, body };
}

const bomb = '<!DOCTYPE a [<!ENTITY b "kept">]><Delete><Object><Key>&b;</Key></Object></Delete>';
refuses('malformed XML', [
  ['a document that breaks off', deleteObjects('<Delete><Object><Key>kept'), 400, 'MalformedXML'],
  ['a document with entities', deleteObjects(bomb), 400, 'MalformedXML'],
  ['a document of another kind', deleteObjects('<Tagging/>'), 400, 'MalformedXML'],
  ['a list without members', deleteObjects('<Delete></Delete>'), 400, 'MalformedXML'],
  ['parts that are no numbers', complete('<CompleteMultipartUpload><Part>'), 400, 'MalformedXML'],
  ['JSON where XML belongs', put('tagging', '{"TagSet":[]}'), 400, 'MalformedXML'],
  ['a tag without a value', put('tagging', '<Tagging><TagSet><Tag><Key>a'), 400, 'MalformedXML'],
  [
    'a word that is none of the allowed',
    put('versioning', '<VersioningConfiguration><Status>On</Status></VersioningConfiguration>'),
    400,
    'MalformedXML',
  ],
  [
    'a place that is no text',
    { ...put(undefined, '<CreateBucketConfiguration><Loc'), path: `/${bucket}-other` },
    400,
    'MalformedXML',
  ],
  ['no document at all', put('tagging', ''), 400, 'MissingRequestBodyError'],
]);

const principal = { ...allow('s3:GetObject', `${bucketArn}/*`), Principal: '*' };
refuses('a malformed policy or malformed JSON', [
  ['a bucket policy that is no JSON', put('policy', 'allow all'), 400, 'MalformedPolicy'],
  ['a bucket policy that breaks off', put('policy', '{"Version":'), 400, 'MalformedPolicy'],
  [
    'a bucket policy without a principal',
    put('policy', policyText(allow('s3:GetObject', `${bucketArn}/*`))),
    400,
    'MalformedPolicy',
  ],
  [
    "a bucket policy about another's bucket",
    put('policy', policyText({ ...principal, Resource: 'arn:aws:s3:::other/*' })),
    400,
    'MalformedPolicy',
  ],
  [
    'a bucket policy with an action that is none',
    put('policy', policyText({ ...principal, Action: 's3:GetEverything' })),
    400,
    'MalformedPolicy',
  ],
  [
    'a bucket policy with an effect that is none',
    put('policy', policyText({ ...principal, Effect: 'Maybe' })),
    400,
    'MalformedPolicy',
  ],
  ...[
    ['no JSON', 'allow all'],
    ['JSON that breaks off', '{"Version":"2012-10-17","Statement":['],
    ['no statement', '{"Version":"2012-10-17"}'],
    ['a version that is none', '{"Version":"2020-01-01","Statement":[]}'],
  ].map(
    ([name, PolicyDocument = '']): Case => [
      `an identity's policy with ${name}`,
      callIam({ Action: 'PutUserPolicy', UserName: user.name, PolicyName: 'a', PolicyDocument }),
      400,
      'MalformedPolicyDocument',
    ],
  ),
  [
    'a trust policy without a principal',
    callIam({
      Action: 'CreateRole',
      RoleName: 'badly-trusted',
      AssumeRolePolicyDocument: policyText({ Effect: 'Allow', Action: 'sts:AssumeRole' }),
    }),
    400,
    'MalformedPolicyDocument',
  ],
]);

const wrong = { ...root, secretAccessKey: 'wrong' };
const unknown = { ...root, accessKeyId: 'AKIAUNKNOWNUNKNOWNUN' };
const create = callIam({ Action: 'CreateUser', UserName: 'nobody' });
const nonsense = (headers: Record<string, string>) => {
  headers.authorization = 'AWS4-HMAC-SHA256 nonsense';
};
const algorithm = (headers: Record<string, string>) => {
  headers.authorization = `AWS4-HMAC-MD5 ${headers.authorization?.slice(17)}`;
};
const hourAgo = new Date(Date.now() - 3_600_000);
const presigned = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a&X-Amz-Expires=60';
refuses('a malformed signature', [
  ['a wrong secret', { ...putObject({}), credentials: wrong }, 403, 'SignatureDoesNotMatch'],
  ['an unknown key', { ...putObject({}), credentials: unknown }, 403, 'InvalidAccessKeyId'],
  ['nonsense', { ...putObject({}), tamper: nonsense }, 400, 'AuthorizationHeaderMalformed'],
  ['an algorithm of its own', { ...putObject({}), tamper: algorithm }, 400, 'InvalidArgument'],
  ['an old date', { ...putObject({}), date: hourAgo }, 403, 'RequestTimeTooSkewed'],
  [
    'a presigned address with half of its parameters',
    { ...putObject({ host: 'a' }), headers: {}, query: presigned, tamper: clearHeaders },
    400,
    'AuthorizationQueryParametersError',
  ],
  ['a wrong secret at IAM', { ...create, credentials: wrong }, 403, 'SignatureDoesNotMatch'],
  ['an unknown key at IAM', { ...create, credentials: unknown }, 403, 'InvalidClientTokenId'],
  ['nonsense at IAM', { ...create, tamper: nonsense }, 400, 'IncompleteSignature'],
  ['none at IAM', { ...create, tamper: clearHeaders }, 403, 'MissingAuthenticationToken'],
]);

/** Takes the signature and everything of it out of the headers. */
function clearHeaders(headers: Record<string, string>): void {
  for (const name of ['authorization', 'x-amz-date', 'x-amz-content-sha256']) delete headers[name];
}

const metadata = { 'x-amz-meta-a': 'x'.repeat(2_048) };
refuses('a malformed header', [
  ['Content-MD5 that is none', putObject({ 'content-md5': 'nonsense' }), 400, 'InvalidDigest'],
  ['Content-MD5 of another body', putObject({ 'content-md5': md5('y') }), 400, 'BadDigest'],
  [
    'a SHA-256 of another body',
    putObject({ 'x-amz-content-sha256': 'a'.repeat(64) }),
    400,
    'XAmzContentSHA256Mismatch',
  ],
  [
    'a SHA-256 that is none',
    putObject({ 'x-amz-content-sha256': 'nonsense' }),
    400,
    'InvalidArgument',
  ],
  ['a checksum that is none', putObject({ 'x-amz-checksum-crc32': 'a' }), 400, 'InvalidRequest'],
  [
    'a checksum of another body',
    putObject({ 'x-amz-checksum-crc32': 'AAAAAA==' }),
    400,
    'BadDigest',
  ],
  [
    'a storage class that is none',
    putObject({ 'x-amz-storage-class': 'ICE' }),
    400,
    'InvalidStorageClass',
  ],
  ['tags that are none', putObject({ 'x-amz-tagging': 'a=b&a=c' }), 400, 'InvalidArgument'],
  ['too much metadata', putObject(metadata), 400, 'MetadataTooLarge'],
  ['a source that is none', putObject({ 'x-amz-copy-source': 'here' }, ''), 400, 'InvalidArgument'],
  [
    'an owner that is none',
    putObject({ 'x-amz-expected-bucket-owner': 'me' }),
    403,
    'AccessDenied',
  ],
  ['an ACL that is none', putObject({ 'x-amz-acl': 'open' }), 400, 'InvalidArgument'],
  [
    'an encryption that is none',
    putObject({ 'x-amz-server-side-encryption': 'rot13' }),
    400,
    'InvalidArgument',
  ],
]);

const at = (path: string): RawRequest => ({ method: 'PUT', path, body: 'x' });
refuses('a malformed key or name', [
  ['a key of 1,025 bytes', at(`/${bucket}/${'k'.repeat(1_025)}`), 400, 'KeyTooLongError'],
  ['a key that is no UTF-8', at(`/${bucket}/%FF`), 400, 'InvalidURI'],
  ['a percent sign alone', at(`/${bucket}/%zz`), 400, 'InvalidURI'],
  ['a bucket of capitals', { ...at('/NOT-A-BUCKET'), body: '' }, 400, 'InvalidBucketName'],
  ['a bucket of two letters', { ...at('/ab'), body: '' }, 400, 'InvalidBucketName'],
  [
    'a user name with a space',
    callIam({ Action: 'CreateUser', UserName: 'no body' }),
    400,
    'ValidationError',
  ],
  [
    'a parameter that is there twice',
    { ...create, body: `${create.body}&UserName=other` },
    400,
    'ValidationError',
  ],
]);

const streaming = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
const chunked = (body: string, length: number, payload = streaming): RawRequest =>
  putObject(
    {
      'content-encoding': 'aws-chunked',
      'x-amz-content-sha256': payload,
      'x-amz-decoded-content-length': String(length),
    },
    body,
  );
const unsignedTrailer = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
refuses('a malformed body', [
  [
    'a chunk with a wrong signature',
    chunked(
      `1;chunk-signature=${'a'.repeat(64)}\r\nx\r\n0;chunk-signature=${'a'.repeat(64)}\r\n\r\n`,
      1,
    ),
    403,
    'SignatureDoesNotMatch',
  ],
  ['a chunk without a signature', chunked('1\r\nx\r\n0\r\n\r\n', 1), 400, 'InvalidRequest'],
  ['chunks that end too soon', chunked('5\r\nx', 5, unsignedTrailer), 400, 'IncompleteBody'],
  [
    'chunks of another length than was declared',
    chunked('1\r\nx\r\n0\r\n\r\n', 5, unsignedTrailer),
    400,
    'IncompleteBody',
  ],
  [
    'more than an object may hold',
    putObject({ 'content-length': '5368709121' }),
    400,
    'EntityTooLarge',
  ],
]);

describe('a body that the connection breaks off is refused and changes nothing', () => {
  test('fewer bytes than were declared', async () => {
    const before = await everything();
    const raw: RawRequest = { method: 'PUT', path: `/${bucket}/new`, body: 'xxxx' };
    const headers = signHeaders(`${server.host}:${server.port}`, raw, root);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const head = [`PUT ${raw.path} HTTP/1.1`, ...lines, 'content-length: 4', '', ''].join('\r\n');
    const answer = await sendBytes(server, `${head}xx`, '');
    assert.notEqual(lastStatus(answer), 200, answer);
    assert.equal(await everything(), before);
  });

  for (const [name, header, status] of [
    ['a length that is none', 'Content-Length: many', 400],
    ['two lengths', 'Content-Length: 1\r\nContent-Length: 2', 400],
    ['a length and chunks', 'Content-Length: 1\r\nTransfer-Encoding: chunked', 400],
    ['a header without a colon', 'nonsense', 400],
  ] as const) {
    test(name, async () => {
      const before = await everything();
      const head = `PUT /${bucket}/new HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${header}\r\n\r\nx`;
      const answer = await sendBytes(server, head);
      assert.equal(lastStatus(answer), status, answer);
      assert.equal(await everything(), before);
    });
  }
});
