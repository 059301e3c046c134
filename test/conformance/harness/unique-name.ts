import { randomBytes } from 'node:crypto';

/** A name that nobody had before, valid for buckets and for IAM's entities alike. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomBytes(6).toString('hex')}`;
}
