import type { Permission } from './grants.ts';

/** Which list a permission is looked for in. */
export interface ListedRight {
  readonly list: 'bucket' | 'object';
  readonly permission: Permission;
}

/** "Mapping of ACL permissions and access policy permissions" of the S3 user guide. */
const rights = new Map<string, ListedRight>([
  ['s3:ListBucket', { list: 'bucket', permission: 'READ' }],
  ['s3:ListBucketVersions', { list: 'bucket', permission: 'READ' }],
  ['s3:ListBucketMultipartUploads', { list: 'bucket', permission: 'READ' }],
  ['s3:PutObject', { list: 'bucket', permission: 'WRITE' }],
  ['s3:DeleteObject', { list: 'bucket', permission: 'WRITE' }],
  ['s3:GetBucketAcl', { list: 'bucket', permission: 'READ_ACP' }],
  ['s3:PutBucketAcl', { list: 'bucket', permission: 'WRITE_ACP' }],
  ['s3:GetObject', { list: 'object', permission: 'READ' }],
  ['s3:GetObjectVersion', { list: 'object', permission: 'READ' }],
  ['s3:GetObjectAcl', { list: 'object', permission: 'READ_ACP' }],
  ['s3:GetObjectVersionAcl', { list: 'object', permission: 'READ_ACP' }],
  ['s3:PutObjectAcl', { list: 'object', permission: 'WRITE_ACP' }],
  ['s3:PutObjectVersionAcl', { list: 'object', permission: 'WRITE_ACP' }],
]);

/** What a new object is given by headers needs no more than the right to write it. */
const whileWriting = new Set(['s3:PutObjectAcl', 's3:PutObjectTagging']);

/**
 * The grant that allows an action.
 * @param isWriting whether the request makes an object
 */
export function rightOfAction(action: string, isWriting: boolean): ListedRight | undefined {
  if (isWriting && whileWriting.has(action)) return { list: 'bucket', permission: 'WRITE' };
  return rights.get(action);
}

/** Whether the owner of the object, not of the bucket, decides about an action. */
export function isOwnersMatter(action: string, isWriting: boolean): boolean {
  return rightOfAction(action, isWriting)?.list === 'object';
}
