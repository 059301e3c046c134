import { type IncomingHttpHeaders, request } from 'node:http';
import {
  PutBucketWebsiteCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
  type WebsiteConfiguration,
} from '@aws-sdk/client-s3';
import { virtualHostSuffix } from '../harness/access-mode.ts';
import { createBucket, putBucketPolicy, s3Arn } from '../harness/buckets.ts';
import type { TestServer } from '../harness/server.ts';

/** What a visitor of a website sees. */
export interface Page {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Visit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Visits the website of a bucket; the path goes on the wire as it is. */
export function visit(
  server: TestServer,
  bucket: string,
  path: string,
  { method = 'GET', headers = {} }: Visit = {},
): Promise<Page> {
  const { host, port } = server;
  return new Promise((resolve, reject) => {
    const sent = request({
      ...{ host, port, path, method, agent: false },
      headers: { ...headers, host: websiteHost(server, bucket) },
    });
    sent.once('error', reject);
    sent.once('response', (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body += text;
      });
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    sent.end();
  });
}

/** The Host header of a bucket's website. */
export function websiteHost({ port }: TestServer, bucket: string): string {
  return `${bucket}.s3-website.${virtualHostSuffix}:${port}`;
}

type Site = Readonly<Record<string, string | Omit<PutObjectCommandInput, 'Bucket' | 'Key'>>>;

/** A bucket that is a website, which everyone may read. Returns its name. */
export async function createSite(
  s3: S3Client,
  objects: Site,
  configuration: WebsiteConfiguration = {
    IndexDocument: { Suffix: 'index.html' },
    ErrorDocument: { Key: '404.html' },
  },
): Promise<string> {
  const bucket = await createPrivateSite(s3, objects, configuration);
  await putBucketPolicy(s3, bucket, {
    ...{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' },
    Resource: s3Arn(bucket, '*'),
  });
  return bucket;
}

/** A bucket that is a website, but whose objects nobody else may read. */
export async function createPrivateSite(
  s3: S3Client,
  objects: Site,
  WebsiteConfiguration: WebsiteConfiguration,
): Promise<string> {
  const Bucket = await createBucket(s3);
  for (const [Key, object] of Object.entries(objects)) {
    const content = typeof object === 'string' ? { Body: object } : object;
    await s3.send(new PutObjectCommand({ Bucket, Key, ContentType: 'text/html', ...content }));
  }
  await s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));
  return Bucket;
}
