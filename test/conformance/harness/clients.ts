import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { after } from 'node:test';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import {
  certificate,
  resolveLoopback,
  trust,
  virtualHostStyle,
  virtualHostSuffix,
} from './access-mode.ts';
import type { Credentials, TestServer } from './server.ts';

const region = 'us-east-1';

/** Tests want the first answer, not the one after three retries. */
const maxAttempts = 1;

/** A handler of requests that finds `bucket.localhost` and trusts the certificate of the tests. */
function requestHandler(): NodeHttpHandler {
  return new NodeHttpHandler({
    httpAgent: new HttpAgent({ keepAlive: true, lookup: resolveLoopback }),
    httpsAgent: new HttpsAgent({ keepAlive: true, lookup: resolveLoopback, ...trust }),
  });
}

/** Close the client's sockets after the file's tests, or the process would wait for them. */
function closedAfterTests<Client extends { destroy(): void }>(client: Client): Client {
  after(() => client.destroy());
  return client;
}

/** Where virtual-host addressing begins: the server by its name. */
function namedEndpoint({ port }: TestServer): string {
  return `${certificate === undefined ? 'http' : 'https'}://${virtualHostSuffix}:${port}`;
}

/** An S3 client that addresses buckets as the mode of the run says. */
export function s3Client(
  server: TestServer,
  credentials: Credentials = server.root,
  config: S3ClientConfig = {},
): S3Client {
  return closedAfterTests(
    new S3Client({
      endpoint: virtualHostStyle ? namedEndpoint(server) : server.endpoint,
      region,
      credentials,
      forcePathStyle: !virtualHostStyle,
      maxAttempts,
      requestHandler: requestHandler(),
      ...config,
    }),
  );
}

/** An S3 client that puts the bucket's name into the host name. */
export function virtualHostS3Client(
  server: TestServer,
  credentials: Credentials = server.root,
): S3Client {
  const endpoint = namedEndpoint(server);
  return s3Client(server, credentials, { endpoint, forcePathStyle: false });
}

/** An S3 client that signs nothing. */
export function anonymousS3Client(server: TestServer): S3Client {
  return s3Client(server, server.root, { signer: { sign: async (request) => request } });
}

/** What the clients of the other services are made of. */
function connection({ endpoint }: TestServer, credentials: Credentials) {
  return { endpoint, region, credentials, maxAttempts, requestHandler: requestHandler() };
}

export function iamClient(server: TestServer, credentials: Credentials = server.root): IAMClient {
  return closedAfterTests(new IAMClient(connection(server, credentials)));
}

export function cloudTrailClient(
  server: TestServer,
  credentials: Credentials = server.root,
): CloudTrailClient {
  return closedAfterTests(new CloudTrailClient(connection(server, credentials)));
}

export function stsClient(server: TestServer, credentials: Credentials = server.root): STSClient {
  return closedAfterTests(new STSClient(connection(server, credentials)));
}

export function kmsClient(server: TestServer, credentials: Credentials = server.root): KMSClient {
  return closedAfterTests(new KMSClient(connection(server, credentials)));
}
