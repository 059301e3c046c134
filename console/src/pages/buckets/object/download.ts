import { objectAddress } from '../../../api/s3/address.ts';

/** Lets the browser save an object under the last part of its key. */
export function downloadObject(bucket: string, key: string, versionId?: string): void {
  const link = document.createElement('a');
  link.href = objectAddress(bucket, key, { versionId });
  link.download = key.split('/').findLast((part) => part !== '') ?? 'object';
  link.click();
}
