import type { Requirement } from '../../operation/requirement.ts';
import { bucketArn } from '../arn.ts';

interface BucketInput {
  readonly Bucket: string;
}

/** `authorize` of an operation that needs one action on the bucket itself. */
export function onBucket(action: string): (input: BucketInput) => readonly Requirement[] {
  return ({ Bucket }) => [{ action, resource: bucketArn(Bucket) }];
}
