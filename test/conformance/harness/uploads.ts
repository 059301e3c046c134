import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

/** The least that any part but the last may hold. */
export const minPartBytes = 5 * 1024 * 1024;

/** A multipart upload that a test began. */
export interface TestUpload {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string;
}

/** Begin a multipart upload. */
export async function createUpload(
  s3: S3Client,
  Bucket: string,
  Key: string,
  input: Partial<CreateMultipartUploadCommandInput> = {},
): Promise<TestUpload> {
  const command = new CreateMultipartUploadCommand({ Bucket, Key, ...input });
  const { UploadId } = await s3.send(command);
  if (UploadId === undefined) throw new Error('CreateMultipartUpload returned no id');
  return { Bucket, Key, UploadId };
}

/** Upload one part; returns what CompleteMultipartUpload wants to know of it. */
export async function uploadPart(
  s3: S3Client,
  upload: TestUpload,
  PartNumber: number,
  Body: string | Uint8Array,
): Promise<CompletedPart> {
  const answer = await s3.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
  return { PartNumber, ETag: answer.ETag, ChecksumCRC32: answer.ChecksumCRC32 };
}

/** Make the object of an upload from its parts. */
export function completeUpload(s3: S3Client, upload: TestUpload, Parts: CompletedPart[]) {
  return s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
}
