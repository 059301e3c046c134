import { isIPv4 } from 'node:net';
import { ServiceError } from '../operation/errors.ts';

const minLength = 3;
const maxLength = 63;
const labels = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;
const reservedPrefixes = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const reservedSuffixes = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

/** Whether a bucket may be made under this name ("Bucket naming rules" of the S3 user guide). */
export function isBucketName(name: string): boolean {
  if (name.length < minLength || name.length > maxLength) return false;
  if (!labels.test(name) || name.includes('..')) return false;
  if (name.includes('.-') || name.includes('-.') || isIPv4(name)) return false;
  if (reservedPrefixes.some((prefix) => name.startsWith(prefix))) return false;
  return !reservedSuffixes.some((suffix) => name.endsWith(suffix));
}

/**
 * Holds the name of a new bucket to the rules.
 * @throws ServiceError InvalidBucketName
 */
export function checkBucketName(name: string): void {
  if (isBucketName(name)) return;
  throw new ServiceError('InvalidBucketName', { fields: { BucketName: name } });
}
