import type { Operation } from '../operation/operation.ts';
import type { RestHead } from '../operation/rest.ts';
import type { S3Context } from './define.ts';
import { abortMultipartUpload } from './operations/abort-multipart-upload.ts';
import { completeMultipartUpload } from './operations/complete-multipart-upload.ts';
import { copyObject } from './operations/copy-object.ts';
import { createBucket } from './operations/create-bucket.ts';
import { createMultipartUpload } from './operations/create-multipart-upload.ts';
import { deleteBucket } from './operations/delete-bucket.ts';
import { deleteBucketOwnershipControls } from './operations/delete-bucket-ownership-controls.ts';
import { deleteBucketPolicy } from './operations/delete-bucket-policy.ts';
import { deleteBucketTagging } from './operations/delete-bucket-tagging.ts';
import { deleteObject } from './operations/delete-object.ts';
import { deleteObjectTagging } from './operations/delete-object-tagging.ts';
import { deleteObjects } from './operations/delete-objects.ts';
import { deletePublicAccessBlock } from './operations/delete-public-access-block.ts';
import { getBucketLocation } from './operations/get-bucket-location.ts';
import { getBucketOwnershipControls } from './operations/get-bucket-ownership-controls.ts';
import { getBucketPolicy } from './operations/get-bucket-policy.ts';
import { getBucketPolicyStatus } from './operations/get-bucket-policy-status.ts';
import { getBucketTagging } from './operations/get-bucket-tagging.ts';
import { getObject } from './operations/get-object.ts';
import { getObjectTagging } from './operations/get-object-tagging.ts';
import { getPublicAccessBlock } from './operations/get-public-access-block.ts';
import { headBucket } from './operations/head-bucket.ts';
import { headObject } from './operations/head-object.ts';
import { listBuckets } from './operations/list-buckets.ts';
import { listMultipartUploads } from './operations/list-multipart-uploads.ts';
import { listObjectVersions } from './operations/list-object-versions.ts';
import { listObjects } from './operations/list-objects.ts';
import { listObjectsV2 } from './operations/list-objects-v2.ts';
import { listParts } from './operations/list-parts.ts';
import { putBucketOwnershipControls } from './operations/put-bucket-ownership-controls.ts';
import { putBucketPolicy } from './operations/put-bucket-policy.ts';
import { putBucketTagging } from './operations/put-bucket-tagging.ts';
import { putObject } from './operations/put-object.ts';
import { putObjectTagging } from './operations/put-object-tagging.ts';
import { putPublicAccessBlock } from './operations/put-public-access-block.ts';
import { unbuiltOperations } from './operations/unbuilt.ts';
import { uploadPart } from './operations/upload-part.ts';
import { uploadPartCopy } from './operations/upload-part-copy.ts';

/** Every operation of S3, built or not. The router sorts them; their order here means nothing. */
export const s3Operations: readonly Operation<RestHead, S3Context>[] = [
  abortMultipartUpload,
  completeMultipartUpload,
  copyObject,
  createBucket,
  createMultipartUpload,
  deleteBucketOwnershipControls,
  deleteBucketPolicy,
  deleteBucketTagging,
  deleteBucket,
  deleteObjectTagging,
  deleteObject,
  deleteObjects,
  deletePublicAccessBlock,
  getBucketLocation,
  getBucketOwnershipControls,
  getBucketPolicyStatus,
  getBucketPolicy,
  getBucketTagging,
  getObjectTagging,
  getObject,
  getPublicAccessBlock,
  headBucket,
  headObject,
  listBuckets,
  listMultipartUploads,
  listObjectVersions,
  listObjectsV2,
  listObjects,
  listParts,
  putBucketOwnershipControls,
  putBucketPolicy,
  putBucketTagging,
  putObjectTagging,
  putObject,
  putPublicAccessBlock,
  uploadPartCopy,
  uploadPart,
  ...unbuiltOperations,
];
