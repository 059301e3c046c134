import { createHash } from 'node:crypto';
import { parseBase64 } from '../../http/checksums/algorithms.ts';
import { ServiceError } from '../../operation/errors.ts';
import type { CustomerKeyInput } from './headers.ts';

const keyBytes = 32;
const prefix =
  'Requests specifying Server Side Encryption with Customer provided keys must provide';

/** A key that a client brought (SSE-C). */
export interface CustomerKey {
  readonly key: Uint8Array;
  /** Base64, as the client computed it. */
  readonly md5: string;
}

/**
 * The key in the headers of a request.
 * @returns undefined where there is none
 * @throws ServiceError InvalidArgument
 */
export function customerKey(input: CustomerKeyInput): CustomerKey | undefined {
  const { SSECustomerAlgorithm: algorithm, SSECustomerKey: text, SSECustomerKeyMD5: md5 } = input;
  if (algorithm === undefined && text === undefined && md5 === undefined) return undefined;
  if (algorithm === undefined) {
    throw invalid(`${prefix} a valid encryption algorithm.`, 'algorithm', '');
  }
  if (algorithm !== 'AES256') {
    throw invalid(
      'The encryption request you specified is not valid. Supported value: AES256.',
      'algorithm',
      algorithm,
    );
  }
  if (text === undefined) throw invalid(`${prefix} an appropriate secret key.`, 'key', '');
  if (md5 === undefined) {
    throw invalid(`${prefix} the client calculated MD5 of the secret key.`, 'key-MD5', '');
  }
  const key = parseBase64(text, keyBytes);
  if (key === undefined) {
    throw invalid('The secret key was invalid for the specified algorithm.', 'key', '');
  }
  if (createHash('md5').update(key).digest('base64') !== md5) {
    throw invalid(
      'The calculated MD5 hash of the key did not match the hash that was provided.',
      'key-MD5',
      md5,
    );
  }
  return { key, md5 };
}

/** The key itself is never repeated. */
function invalid(message: string, name: string, value: string): ServiceError {
  return new ServiceError('InvalidArgument', {
    message,
    fields: {
      ArgumentName: `x-amz-server-side-encryption-customer-${name}`,
      ArgumentValue: value,
    },
  });
}
