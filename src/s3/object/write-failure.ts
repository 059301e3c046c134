import type { ServiceError } from '../../operation/errors.ts';
import type { ConditionFailure, VersionMode } from '../../store/objects.ts';
import { preconditionFailed } from '../conditional.ts';
import { type BucketContext, noSuchBucket } from '../define.ts';
import { noSuchKey } from './find-version.ts';

/** The error for a write that the store did not do. */
export function writeFailure(
  failure: ConditionFailure,
  bucketName: string,
  key: string,
): ServiceError {
  switch (failure.kind) {
    case 'no-such-bucket':
      return noSuchBucket(bucketName);
    case 'no-such-key':
      return noSuchKey(key);
    case 'precondition-failed':
      return preconditionFailed(failure.condition);
  }
}

/** What a write does to the version that is there. */
export function versionMode({ bucket }: Pick<BucketContext, 'bucket'>): VersionMode {
  return bucket.versioning === 'Enabled' ? 'new-version' : 'replace-null';
}
