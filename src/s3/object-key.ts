import { ServiceError } from '../operation/errors.ts';

/** In bytes of UTF-8 ("Naming Amazon S3 objects"). */
const maxKeyBytes = 1024;

/**
 * Holds a key to S3's one rule, its length; whatever is asked of a longer one is refused.
 * @throws ServiceError KeyTooLongError
 */
export function checkKey(key: string): void {
  const sizeBytes = Buffer.byteLength(key);
  if (sizeBytes <= maxKeyBytes) return;
  throw new ServiceError('KeyTooLongError', {
    fields: { Size: String(sizeBytes), MaxSizeAllowed: String(maxKeyBytes) },
  });
}
