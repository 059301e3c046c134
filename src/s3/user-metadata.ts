import { ServiceError } from '../operation/errors.ts';

/** Names and values together, without the prefix ("Working with object metadata"). */
const maxBytes = 2 * 1024;

/**
 * Holds user metadata to its limit.
 * @throws ServiceError MetadataTooLarge
 */
export function checkUserMetadata(pairs: readonly (readonly [string, string])[]): void {
  let sizeBytes = 0;
  for (const [name, value] of pairs) sizeBytes += Buffer.byteLength(name + value);
  if (sizeBytes <= maxBytes) return;
  throw new ServiceError('MetadataTooLarge', {
    fields: { Size: String(sizeBytes), MaxSizeAllowed: String(maxBytes) },
  });
}
