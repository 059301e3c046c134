import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { policyText } from './identities.ts';
import { uniqueName } from './unique-name.ts';

/** Make a bucket with the defaults of today (no ACLs, public access blocked). Returns its name. */
export async function createBucket(s3: S3Client): Promise<string> {
  const Bucket = uniqueName('bucket');
  await s3.send(new CreateBucketCommand({ Bucket }));
  return Bucket;
}

/** Make a bucket with objects, whose body is their key unless one is given. */
export async function createBucketWith(
  s3: S3Client,
  keys: readonly string[],
  body?: string,
): Promise<string> {
  const Bucket = await createBucket(s3);
  for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: body ?? Key }));
  return Bucket;
}

/** Put a bucket policy, lifting the block on public ones first. */
export async function putBucketPolicy(
  s3: S3Client,
  Bucket: string,
  ...statements: readonly object[]
): Promise<void> {
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policyText(...statements) }));
}

/** The ARN of a bucket, or of an object (or a pattern of objects) in it. */
export function s3Arn(bucket: string, key?: string): string {
  return key === undefined ? `arn:aws:s3:::${bucket}` : `arn:aws:s3:::${bucket}/${key}`;
}
