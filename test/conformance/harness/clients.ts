import { lookup } from 'node:dns';
import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import { after } from 'node:test';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { type Credentials, type TestServer, virtualHostSuffix } from './server.ts';

const region = 'us-east-1';

/** Tests want the first answer, not the one after three retries. */
const maxAttempts = 1;

/** `bucket.localhost` resolves to the loopback address here, whatever the machine's resolver says. */
const resolveLoopback: LookupFunction = (hostname, options, done) => {
  const isLocal = hostname === virtualHostSuffix || hostname.endsWith(`.${virtualHostSuffix}`);
  lookup(isLocal ? '127.0.0.1' : hostname, options, done);
};

/** Close the client's sockets after the file's tests, or the process would wait for them. */
function closedAfterTests<Client extends { destroy(): void }>(client: Client): Client {
  after(() => client.destroy());
  return client;
}

/** An S3 client with path-style addressing, as every client with a custom endpoint can do it. */
export function s3Client(
  server: TestServer,
  credentials: Credentials = server.root,
  config: S3ClientConfig = {},
): S3Client {
  return closedAfterTests(
    new S3Client({
      endpoint: server.endpoint,
      region,
      credentials,
      forcePathStyle: true,
      maxAttempts,
      ...config,
    }),
  );
}

/** An S3 client that puts the bucket's name into the host name. */
export function virtualHostS3Client(
  server: TestServer,
  credentials: Credentials = server.root,
): S3Client {
  return s3Client(server, credentials, {
    endpoint: `http://${virtualHostSuffix}:${server.port}`,
    forcePathStyle: false,
    requestHandler: new NodeHttpHandler({ httpAgent: new Agent({ lookup: resolveLoopback }) }),
  });
}

/** An S3 client that signs nothing. */
export function anonymousS3Client(server: TestServer): S3Client {
  return s3Client(server, server.root, { signer: { sign: async (request) => request } });
}

export function iamClient(server: TestServer, credentials: Credentials = server.root): IAMClient {
  const { endpoint } = server;
  return closedAfterTests(new IAMClient({ endpoint, region, credentials, maxAttempts }));
}

export function stsClient(server: TestServer, credentials: Credentials = server.root): STSClient {
  const { endpoint } = server;
  return closedAfterTests(new STSClient({ endpoint, region, credentials, maxAttempts }));
}

export function kmsClient(server: TestServer, credentials: Credentials = server.root): KMSClient {
  const { endpoint } = server;
  return closedAfterTests(new KMSClient({ endpoint, region, credentials, maxAttempts }));
}
