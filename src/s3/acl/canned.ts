import { fullControl, type Grant, groupUris, type Permission } from './grants.ts';

export const bucketCannedAcls = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'log-delivery-write',
] as const;

export const objectCannedAcls = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'aws-exec-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
] as const;

export type CannedAcl = (typeof bucketCannedAcls)[number] | (typeof objectCannedAcls)[number];

/** Canonical id of the account that reads images for EC2 (`aws-exec-read`). */
const execReader = '6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c';

function toGroup(group: keyof typeof groupUris, permission: Permission): Grant {
  return { grantee: { kind: 'group', uri: groupUris[group] }, permission };
}

function toAccount(canonicalId: string, permission: Permission): Grant {
  return { grantee: { kind: 'account', canonicalId }, permission };
}

/** The grants that a canned ACL stands for ("Canned ACL" of the S3 user guide). */
export function cannedGrants(name: CannedAcl, ownerId: string, bucketOwnerId: string): Grant[] {
  const owner = fullControl(ownerId);
  switch (name) {
    case 'private':
      return [owner];
    case 'public-read':
      return [toGroup('everyone', 'READ'), owner];
    case 'public-read-write':
      return [toGroup('everyone', 'READ'), toGroup('everyone', 'WRITE'), owner];
    case 'authenticated-read':
      return [toGroup('authenticated', 'READ'), owner];
    case 'aws-exec-read':
      return [owner, toAccount(execReader, 'READ')];
    case 'log-delivery-write':
      return [toGroup('logDelivery', 'WRITE'), toGroup('logDelivery', 'READ_ACP'), owner];
    case 'bucket-owner-read':
      return bucketOwnerId === ownerId ? [owner] : [owner, toAccount(bucketOwnerId, 'READ')];
    case 'bucket-owner-full-control':
      return bucketOwnerId === ownerId ? [owner] : [owner, fullControl(bucketOwnerId)];
  }
}
